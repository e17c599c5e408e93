import type { InWords } from './channels.ts';
import type { NoteLabelCode } from './note-labels.ts';

/** A short lesson about one slip: what goes wrong, why it matters, an invented note and how it could have read. */
export interface Lesson {
  readonly title: InWords;
  readonly why: InWords;
  readonly bad: InWords;
  readonly better: InWords;
  readonly source: string;
}

type Pair = readonly [nl: string, en: string];
const lesson = (title: Pair, why: Pair, bad: Pair, better: Pair, source: string): Lesson => {
  const words = ([nl, en]: Pair): InWords => ({ nl, en });
  return { title: words(title), why: words(why), bad: words(bad), better: words(better), source };
};
const special: Pair = [
  'Dit is een bijzonder gegeven. Het mag niet in een vrije notitie, ook niet als de klant het zelf vertelde. Wat u moet doen, volgt bijna altijd uit de wens, niet uit de reden.',
  'This is special category data. It may not stand in a free note, not even when the customer told it. What you must do almost always follows from the wish, not from the reason.',
];

/** One lesson for each label of the guard. All people and cases are invented. */
export const lessons: Readonly<Record<NoteLabelCode, Lesson>> = {
  HEALTH: lesson(
    ['Noteer de wens, niet de ziekte', 'Note the wish, not the illness'],
    special,
    ['Mevrouw heeft reuma en kan de deur niet snel openen.', 'Customer has arthritis and cannot open the door quickly.'],
    ['Bezorger wacht na aanbellen twee minuten; afgesproken met klant.', 'Courier waits two minutes after ringing; agreed with customer.'],
    'AVG art. 9(1)',
  ),
  RELIGION: lesson(
    ['Noteer het moment, niet het geloof', 'Note the moment, not the belief'],
    special,
    ['Is gereformeerd, dus zondag niet storen.', 'Is strictly Protestant, so do not disturb on Sunday.'],
    ['Niet bellen op zondag.', 'Do not call on Sunday.'],
    'AVG art. 9(1)',
  ),
  ETHNICITY: lesson(
    ['Afkomst zegt niets over de vraag', 'Origin says nothing about the question'],
    special,
    ['Surinaamse man, moeilijk te volgen.', 'Surinamese man, hard to follow.'],
    ['Verbinding was slecht; uitleg per e-mail gestuurd.', 'Bad line; explanation sent by e-mail.'],
    'AVG art. 9(1)',
  ),
  SEXUAL: lesson(
    ['Met wie iemand leeft, leidt u nergens uit af', 'Draw no conclusion from whom somebody lives with'],
    special,
    ['Woont met zijn vriend, is dus homo.', 'Lives with his boyfriend, so he is gay.'],
    ['Tweede contracthouder toegevoegd met het formulier.', 'Second contract holder added with the form.'],
    'AVG art. 9(1)',
  ),
  POLITICS: lesson(
    ['Een mening over de politiek hoort niet in het dossier', 'A political opinion does not belong in the record'],
    special,
    ['Begon over de verkiezingen, stemt duidelijk links.', 'Talked about the election, clearly votes left.'],
    ['Klacht over het tarief vastgelegd; antwoord binnen vijf werkdagen.', 'Complaint about the rate recorded; answer within five working days.'],
    'AVG art. 9(1)',
  ),
  UNION: lesson(
    ['Laat de vakbond weg', 'Leave the union out'],
    special,
    ['Is kaderlid bij de bond en wil ons daarmee onder druk zetten.', 'Is a union rep and wants to put pressure on us with it.'],
    ['Klant vraagt een schriftelijke reactie voor 1 maart.', 'Customer asks for a written reply before 1 March.'],
    'AVG art. 9(1)',
  ),
  BIOMETRIC: lesson(
    ['Een stem of vingerafdruk is een sleutel die niemand kan vervangen', 'A voice or fingerprint is a key that nobody can replace'],
    special,
    ['Stem herkend aan de opname van vorige week.', 'Voice recognised from last week’s recording.'],
    ['Identiteit gecontroleerd door terug te bellen op het bekende nummer.', 'Identity checked by calling back the number on file.'],
    'AVG art. 9(1); UAVG art. 29',
  ),
  CRIMINAL: lesson(
    ['Geen verdenking in een notitie', 'No suspicion in a note'],
    [
      'Strafrechtelijke gegevens mag bijna niemand vastleggen. Een vermoeden meldt u langs de vaste weg, niet in het dossier.',
      'Hardly anybody may record criminal data. A suspicion is reported through its own route, not in the record.',
    ],
    ['Heeft vast weer met een gestolen pas betaald.', 'Must have paid with a stolen card again.'],
    ['Betaling niet gelukt; extra controle volgens procedure aangevraagd.', 'Payment failed; extra check requested by procedure.'],
    'AVG art. 10; UAVG art. 31-33',
  ),
  BSN: lesson(
    ['Controleren zonder BSN', 'Verify without the national number'],
    [
      'Alleen wie door een wet is aangewezen mag dit nummer gebruiken. Noteer hoe u controleerde, niet waarmee.',
      'Only those whom a law names may use this number. Note how you verified, not with what.',
    ],
    ['BSN genoteerd ter controle: (negen cijfers).', 'National number noted as a check: (nine digits).'],
    ['Gecontroleerd met klantnummer en code per sms; in orde.', 'Verified with customer number and code by SMS; correct.'],
    'UAVG art. 46; AVG art. 87',
  ),
  CARD: lesson(
    ['Alleen de laatste vier cijfers', 'Only the last four digits'],
    ['Met een volledig kaartnummer kan ieder die het leest betalen.', 'With a full card number everybody who reads it can pay.'],
    ['Kaart (zestien cijfers), geldig tot mei.', 'Card (sixteen digits), valid until May.'],
    ['Betaald via betaallink; kaart eindigt op 0042.', 'Paid through payment link; card ends in 0042.'],
    'PCI DSS 3.4, 3.5',
  ),
  CVV: lesson(
    ['De kaartcode wordt nooit bewaard', 'The card code is never stored'],
    [
      'Deze code bewijst dat iemand de kaart in handen heeft. Opgeschreven bewijst hij niets meer.',
      'This code proves that somebody holds the card. Written down it proves nothing any more.',
    ],
    ['Code achterop is (drie cijfers).', 'Code on the back is (three digits).'],
    ['Klant betaalt zelf via de link.', 'Customer pays through the link.'],
    'PCI DSS 3.3.1',
  ),
  PASSWORD: lesson(
    ['Vraag nooit om een wachtwoord of code', 'Never ask for a password or code'],
    ['Wie de notitie leest, kan zich voordoen als de klant.', 'Whoever reads the note can pose as the customer.'],
    ['Ingelogd met het wachtwoord dat klant doorgaf.', 'Logged in with the password the customer gave.'],
    ['Link voor nieuw wachtwoord gestuurd naar bekend e-mailadres.', 'Reset link sent to the e-mail address on file.'],
    'AVG art. 32',
  ),
  ID_DOC: lesson(
    ['Laten tonen is genoeg', 'Showing is enough'],
    ['Met het nummer van een document wordt fraude gepleegd. Dat u het zag, is voldoende.', 'Document numbers are used for fraud. That you saw it is enough.'],
    ['Rijbewijsnummer overgenomen in dossier.', 'Driving licence number copied into the record.'],
    ['Rijbewijs getoond aan de balie; naam komt overeen.', 'Driving licence shown at the desk; name matches.'],
    'AVG art. 5(1)(c)',
  ),
  IBAN: lesson(
    ['Een rekeningnummer heeft een eigen veld', 'An account number has its own field'],
    ['In het betaalveld is geregeld wie het ziet. In vrije tekst niet.', 'In the payment field it is settled who sees it. In free text it is not.'],
    ['Terugstorten op (rekeningnummer).', 'Refund to (account number).'],
    ['Rekeningnummer na verificatie aangepast in het betaalveld.', 'Account number changed in the payment field after verification.'],
    'AVG art. 5(1)(c)',
  ),
  INSULT: lesson(
    ['Schrijf wat er gebeurde', 'Write what happened'],
    ['De klant mag de notitie opvragen. Zou u dit voorlezen?', 'The customer may ask for the note. Would you read this aloud?'],
    ['Vervelend mens, weer een uur zitten zeuren.', 'Awful person, whined for an hour again.'],
    ['Klant belde voor de derde keer over de vertraging; excuses aangeboden.', 'Customer called a third time about the delay; apologised.'],
    'AVG art. 5(1)(a), art. 15',
  ),
  PROFANITY: lesson(
    ['Houd het zakelijk', 'Keep it businesslike'],
    ['Een krachtterm helpt de volgende collega niet en staat slecht bij inzage.', 'Swearing does not help the next colleague and looks bad on access.'],
    ['Verdomme, systeem lag er weer uit.', 'Damn system was down again.'],
    ['Systeem niet bereikbaar van 9.10 tot 9.40; klant teruggebeld.', 'System unavailable from 9.10 to 9.40; customer called back.'],
    'AVG art. 5(1)(a)',
  ),
  SPECULATION: lesson(
    ['Een vermoeden is geen feit', 'A guess is not a fact'],
    ['Gegevens moeten juist zijn. Een vermoeden gaat een eigen leven leiden.', 'Data must be accurate. A guess starts a life of its own.'],
    ['Volgens mij is hij verhuisd zonder het te melden.', 'I think he moved without telling us.'],
    ['Post retour op 4 maart; adres nagevraagd bij klant.', 'Mail returned on 4 March; asked customer for address.'],
    'AVG art. 5(1)(d)',
  ),
  JUDGEMENT: lesson(
    ['Feit in plaats van oordeel', 'A fact instead of a judgement'],
    [
      'Een oordeel over iemand kleurt elk volgend gesprek. Een feit met een datum kan iedereen controleren.',
      'A judgement colours every next conversation. Everybody can check a fact with a date.',
    ],
    ['Onbetrouwbaar type, betaalt nooit.', 'Unreliable type, never pays.'],
    ['Twee facturen open sinds 1 februari; herinnering gestuurd.', 'Two invoices open since 1 February; reminder sent.'],
    'AVG art. 5(1)(a), (d)',
  ),
  THIRD_PERSON: lesson(
    ['Laat anderen erbuiten', 'Leave others out of it'],
    ['Een buurvrouw of kind weet niet dat u iets over hen bewaart.', 'A neighbour or child does not know that you keep something about them.'],
    ['Zijn zus Anja regelt alles omdat hij het niet aankan.', 'His sister Anja does everything because he cannot cope.'],
    ['Contact via gemachtigde; machtiging op 3 april ontvangen.', 'Contact through authorised person; authorisation received 3 April.'],
    'AVG art. 5(1)(c), art. 14',
  ),
  IRRELEVANT: lesson(
    ['Alleen wat de dienst nodig heeft', 'Only what the service needs'],
    ['Wat niet nodig is, mag u niet bewaren, hoe aardig het ook is.', 'What is not needed may not be kept, however nice it is.'],
    ['Gezellig gesprek over zijn zeilboot en de kleinkinderen.', 'Nice chat about his sailing boat and the grandchildren.'],
    ['(geen notitie nodig)', '(no note needed)'],
    'AVG art. 5(1)(b), (c)',
  ),
};
