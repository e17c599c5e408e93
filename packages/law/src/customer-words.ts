import type { InWords } from './channels.ts';

/** Something a customer asks at the desk or on the phone, and sentences that answer it in plain words. */
export interface CustomerAnswer {
  readonly id: string;
  readonly question: InWords;
  readonly answer: InWords;
  readonly source: InWords;
}

const answer = (id: string, question: readonly [string, string], text: readonly [string, string], source: readonly [string, string]): CustomerAnswer => ({
  id,
  question: { nl: question[0], en: question[1] },
  answer: { nl: text[0], en: text[1] },
  source: { nl: source[0], en: source[1] },
});

/** Ready sentences for agents. They promise nothing that the organisation has not decided. */
export const customerAnswers: readonly CustomerAnswer[] = [
  answer(
    'whyAsk',
    ['Waarom wilt u dit weten?', 'Why do you want to know this?'],
    [
      'Ik vraag alleen wat ik nodig heb om u nu te helpen. Hebben we het niet nodig, dan vraag ik er ook niet naar.',
      'I only ask what I need to help you now. What we do not need, I do not ask.',
    ],
    ['AVG art. 5 lid 1 onder b en c', 'GDPR Art. 5(1)(b) and (c)'],
  ),
  answer(
    'whyNotNote',
    ['Kunt u dat even opschrijven?', 'Can you write that down?'],
    [
      'Dat is een persoonlijk gegeven dat ik niet in een notitie mag zetten. Ik leg wel vast wat we hebben afgesproken, zodat mijn collega het weet.',
      'That is personal, and I may not put it in a note. I will record what we agreed, so that my colleague knows.',
    ],
    ['AVG art. 5 lid 1 onder c; art. 9', 'GDPR Art. 5(1)(c); Art. 9'],
  ),
  answer(
    'verify',
    ['Waarom moet ik bewijzen wie ik ben?', 'Why must I prove who I am?'],
    [
      'Zo weet ik zeker dat ik uw gegevens niet aan een ander geef. Daarvoor is uw klantnummer met een controlevraag genoeg.',
      'That way I am sure not to give your details to somebody else. Your customer number and a control question are enough.',
    ],
    ['AVG art. 12 lid 6; art. 32', 'GDPR Art. 12(6); Art. 32'],
  ),
  answer(
    'idCopy',
    ['Zal ik een kopie van mijn paspoort sturen?', 'Shall I send a copy of my passport?'],
    [
      'Liever niet. U hoeft het document alleen te laten zien; een kopie bewaren we niet.',
      'Rather not. You only need to show the document; we do not keep a copy.',
    ],
    ['AVG art. 5 lid 1 onder c', 'GDPR Art. 5(1)(c)'],
  ),
  answer(
    'card',
    ['Mag ik mijn kaartnummer doorgeven?', 'May I give you my card number?'],
    [
      'Doe dat liever niet. Ik stuur u een link waarmee u zelf veilig betaalt; dan hoeft niemand uw kaart te zien.',
      'Please do not. I will send you a link with which you pay safely yourself; then nobody needs to see your card.',
    ],
    ['PCI DSS 3.3.1; AVG art. 32', 'PCI DSS 3.3.1; GDPR Art. 32'],
  ),
  answer(
    'retention',
    ['Hoelang bewaart u dit?', 'How long do you keep this?'],
    [
      'Niet langer dan nodig. De termijn voor dit kanaal staat in de melding die u kreeg en in onze privacyverklaring.',
      'No longer than needed. The term for this channel is in the notice you got and in our privacy statement.',
    ],
    ['AVG art. 5 lid 1 onder e; art. 13', 'GDPR Art. 5(1)(e); Art. 13'],
  ),
  answer(
    'recording',
    ['Neemt u dit gesprek op?', 'Are you recording this call?'],
    [
      'Als we opnemen, hoort u dat vooraf, met de reden. Wilt u het niet, zeg het dan; ik help u ook zonder opname. Bij betaalgegevens zet ik de opname stil.',
      'If we record, you hear so beforehand, with the reason. If you do not want it, tell me; I will help you without a recording too. I pause it for payment details.',
    ],
    ['AVG art. 6, 13 en 21', 'GDPR Art. 6, 13 and 21'],
  ),
  answer(
    'rights',
    ['Wat weten jullie van mij?', 'What do you know about me?'],
    [
      'U mag alles inzien wat we over u bewaren, ook deze notities, en fouten laten verbeteren. Ik geef uw verzoek door; u krijgt binnen een maand antwoord.',
      'You may see everything we keep about you, these notes too, and have mistakes corrected. I will pass on your request; you get an answer within a month.',
    ],
    ['AVG art. 12 lid 3; art. 15 en 16', 'GDPR Art. 12(3); Art. 15 and 16'],
  ),
  answer(
    'erase',
    ['Kunt u mijn gegevens wissen?', 'Can you erase my data?'],
    [
      'Dat kunt u vragen. Wat we niet meer nodig hebben, wissen we; wat de wet ons laat bewaren, zoals facturen, blijft tot die termijn om is. U krijgt daar uitleg over.',
      'You may ask for that. What we no longer need we erase; what law makes us keep, such as invoices, stays until that term is over. You will get an explanation.',
    ],
    ['AVG art. 17', 'GDPR Art. 17'],
  ),
  answer(
    'other',
    ['Ik bel voor mijn moeder', 'I am calling for my mother'],
    [
      'Ik help u graag, met een machtiging van uw moeder. Tot die er is, kan ik niets over haar gegevens zeggen; algemene vragen beantwoord ik wel.',
      'I am glad to help, with an authorisation from your mother. Until it is there I cannot say anything about her data; general questions I can answer.',
    ],
    ['AVG art. 5 lid 1 onder f; art. 32', 'GDPR Art. 5(1)(f); Art. 32'],
  ),
  answer(
    'bot',
    ['Praat ik met een mens?', 'Am I talking to a person?'],
    [
      'Dat zeggen we altijd aan het begin. Spreekt u met een digitale assistent, dan kunt u op elk moment om een mens vragen.',
      'We always say so at the start. When you talk to a digital assistant you can ask for a person at any moment.',
    ],
    ['AI-verordening art. 50 lid 1', 'AI Act Art. 50(1)'],
  ),
  answer(
    'messaging',
    ['Kan dit niet gewoon via WhatsApp?', 'Can we not just use WhatsApp?'],
    [
      'Voor een praktische vraag wel. Gaat het over geld, gezondheid of wie u bent, dan liever per telefoon of in het portaal: daar kan niemand anders bij.',
      'For a practical question, yes. When it is about money, health or who you are, rather by phone or in the portal: nobody else has access there.',
    ],
    ['AVG art. 32; art. 44', 'GDPR Art. 32; Art. 44'],
  ),
];
