import type { ChannelFact, ChannelId } from './channels.ts';

type Texts = Pick<ChannelFact, 'name' | 'identity' | 'notices' | 'source'>;

const say = (nl: string, en: string) => ({ nl, en });
const note = (nl: string, en: string, source: string) => ({ nl, en, source });
const strongLogin = say(
  'Ingelogd in het portaal is sterk; anders een code naar het bekende nummer.',
  'Signed in to the portal is strong; otherwise a code to the number on file.',
);
const callBack = say(
  'Twee of drie kennisvragen, of terugbellen op het bekende nummer.',
  'Two or three knowledge questions, or calling back on the number on file.',
);

/** What each channel is called, how to make sure whom one speaks with there, and what its owner must know. */
export const channelTexts: Readonly<Record<ChannelId, Texts>> = {
  phone: {
    name: say('Telefoon (zonder opname)', 'Phone (not recorded)'),
    identity: callBack,
    notices: [
      note('Anderen kunnen meeluisteren: herhaal geen gevoelige gegevens hardop.', 'Others may overhear: do not repeat delicate data aloud.', 'AVG art. 32'),
      note('Betaling met een kaart: stuur een betaallink.', 'Card payment: send a payment link.', 'PCI DSS 3.3.1'),
    ],
    source: 'AVG art. 5(1)(c)',
  },
  'phone-recording': {
    name: say('Telefoon met opname', 'Recorded call'),
    identity: callBack,
    notices: [
      note('Meld de opname en het doel voordat het gesprek begint.', 'Announce the recording and its purpose before the conversation starts.', 'AVG art. 13'),
      note('Stop de opname in de wacht.', 'Stop recording while on hold.', 'AP 2023'),
      note('Pauzeer de opname bij kaart- of gezondheidsgegevens.', 'Pause the recording for card or health data.', 'PCI DSS 3.3.1; AVG art. 9'),
      note(
        'België: vooraf melden met doel en termijn; voor kwaliteit hoogstens één maand.',
        'Belgium: announce beforehand with purpose and term; for quality one month at most.',
        'BE: WEC art. 124-128',
      ),
      note(
        'Wie geen opname wil, wordt toch geholpen als het doel kwaliteit is.',
        'Whoever does not want a recording is helped all the same when the purpose is quality.',
        'AVG art. 6, 21',
      ),
      note('Leg opnemen van medewerkers voor aan de ondernemingsraad.', 'Submit the recording of employees to the works council.', 'WOR art. 27'),
    ],
    source: 'AVG art. 13; AP 2023; BE: WEC art. 124-128; PCI DSS 3.3.1; WOR art. 27',
  },
  email: {
    name: say('E-mail', 'E-mail'),
    identity: say('Antwoord op het bekende adres of in het portaal.', 'Answer to the address on file or in the portal.'),
    notices: [
      note(
        'Geen onversleutelde bijlagen met persoonsgegevens: gebruik het portaal.',
        'No unencrypted attachments with personal data: use the portal.',
        'AVG art. 32',
      ),
      note('Meer ontvangers: bcc of een verzendprogramma.', 'Several recipients: bcc or a mailing tool.', 'AVG art. 32'),
      note(
        'Ongevraagd een gevoelige bijlage gekregen: verwijderen en melden.',
        'Received a delicate attachment unasked: delete it and report it.',
        'AVG art. 5(1)(c)',
      ),
    ],
    source: 'AVG art. 32',
  },
  'web-form': {
    name: say('Webformulier', 'Web form'),
    identity: say('Niet van toepassing.', 'Does not apply.'),
    notices: [
      note('Maak alleen verplicht wat nodig is.', 'Make only what is needed compulsory.', 'AVG art. 25'),
      note('Reclame: een apart vakje dat niet vooraf is aangevinkt.', 'Marketing: a separate box that is not ticked beforehand.', 'AVG art. 7'),
      note(
        'Versleutelde verbinding; geen scripts van anderen bij het formulier.',
        'Encrypted connection; no scripts of others beside the form.',
        'Tw art. 11.7a; AVG art. 32',
      ),
    ],
    source: 'AVG art. 13, 25; Tw art. 11.7a',
  },
  'live-chat': {
    name: say('Livechat', 'Live chat'),
    identity: strongLogin,
    notices: [
      note(
        'Vooraf melden dat het gesprek wordt bewaard, ook in de privacyverklaring.',
        'Say beforehand that the chat is kept, in the privacy statement too.',
        'AVG art. 13',
      ),
      note('Geef op verzoek een kopie van het gesprek.', 'Give a copy of the chat on request.', 'AVG art. 15'),
    ],
    source: 'AVG art. 13; AI-verordening art. 50',
  },
  whatsapp: {
    name: say('WhatsApp en andere berichtendiensten', 'WhatsApp and other messaging'),
    identity: say(
      'Alleen een code naar een nummer dat al bekend is; geen wijzigingen in het account.',
      'Only a code to a number already known; no changes to the account.',
    ),
    notices: [
      note(
        'Via een verwerker met de zakelijke koppeling; geen eigen telefoons, geen contactenlijst uploaden.',
        'Through a processor with the business interface; no private phones, no contact list uploaded.',
        'AVG art. 28',
      ),
      note(
        'Gegevens kunnen buiten de EER komen: leg de waarborg voor doorgifte vast.',
        'Data may leave the EEA: put the safeguard for the transfer on record.',
        'AVG art. 44-46',
      ),
    ],
    source: 'AVG art. 28, 44-46',
  },
  'social-public': {
    name: say('Sociale media, openbaar', 'Social media, public'),
    identity: say('Nooit in het openbaar.', 'Never in public.'),
    notices: [
      note('Bevestig nooit dat iemand klant is.', 'Never confirm that somebody is a customer.', 'AVG art. 5(1)(f)'),
      note(
        'Zet een klant zelf gegevens neer: vraag die te verwijderen en ga verder in een privébericht.',
        'A customer posts data: ask to remove it and continue in a private message.',
        'AVG art. 5(1)(f)',
      ),
    ],
    source: 'AVG art. 5(1)(f)',
  },
  'social-dm': {
    name: say('Sociale media, privébericht', 'Social media, private message'),
    identity: say('Een code, of overstappen naar een veilig kanaal.', 'A code, or moving to a safe channel.'),
    notices: [
      note(
        'Het platform beslist zelf over wat het met berichten doet.',
        'The platform decides for itself what it does with messages.',
        'EDPB 8/2020; AVG art. 26',
      ),
    ],
    source: 'AVG art. 26, 44-46',
  },
  'video-call': {
    name: say('Videogesprek', 'Video call'),
    identity: say('Document laten tonen, zonder opname of kopie.', 'Have the document shown, without recording or copy.'),
    notices: [
      note(
        'Opname staat uit, tenzij de klant ja zegt; meld het vooraf.',
        'Recording is off unless the customer agrees; say so beforehand.',
        'AVG art. 13, 25(2)',
      ),
      note('Bied aan de achtergrond te vervagen.', 'Offer to blur the background.', 'AVG art. 25'),
    ],
    source: 'AVG art. 13, 25(2)',
  },
  letter: {
    name: say('Brief en papier', 'Letter and paper'),
    identity: say('Een handtekening is zwak bewijs.', 'A signature is weak proof.'),
    notices: [
      note('Een archiefkast met dossiers valt ook onder de AVG.', 'A filing cabinet with records falls under the GDPR too.', 'AVG art. 2(1), 4(6)'),
      note('Papier gaat in een afgesloten bak en wordt vernietigd.', 'Paper goes into a locked bin and is destroyed.', 'AVG art. 32'),
      note('Twee brieven in één envelop is een datalek: meld het.', 'Two letters in one envelope is a data breach: report it.', 'AVG art. 33'),
    ],
    source: 'AVG art. 2(1), 4(6)',
  },
  desk: {
    name: say('Balie', 'In-person desk'),
    identity: say('Document laten tonen en alleen vaststellen.', 'Have the document shown, establish only.'),
    notices: [
      note('Scherm afgeschermd, bureau leeg.', 'Shielded screen, clear desk.', 'AVG art. 32'),
      note(
        'Gemeente en zorg: BSN alleen waar de wet dat zegt; geef het hier vrij met grond en besluit van de FG.',
        'Municipality and care: national number only where law says so; release it here with ground and DPO decision.',
        'UAVG art. 46',
      ),
    ],
    source: 'AVG art. 32; UAVG art. 46',
  },
  chatbot: {
    name: say('Chatbot of AI-assistent', 'Chatbot or AI assistant'),
    identity: say('Geen wijziging in het account zonder inloggen.', 'No change to the account without signing in.'),
    notices: [
      note('Meld dat het een AI-systeem is (vanaf 2 augustus 2026).', 'Say that it is an AI system (from 2 August 2026).', 'AI-verordening art. 50(1)'),
      note('Geef altijd toegang tot een mens.', 'Always give access to a human.', 'AP en ACM, 2 oktober 2025'),
      note(
        'Laat geen model leren van gesprekken; leg dat vast met de verwerker.',
        'Let no model learn from conversations; put that in the agreement with the processor.',
        'AVG art. 28',
      ),
      note('Geen besluit met gevolgen zonder mens.', 'No decision with consequences without a human.', 'AVG art. 22'),
    ],
    source: 'AI-verordening art. 50(1); AVG art. 22; AP en ACM 2025',
  },
  sms: {
    name: say('Sms', 'SMS'),
    identity: say('Een eenmalige code, die de klant met niemand deelt.', 'A one-time code that the customer shares with nobody.'),
    notices: [
      note('Reclame per sms alleen met toestemming.', 'Marketing by SMS only with consent.', 'Tw art. 11.7'),
      note(
        'Geen link naar een inlogpagina: dat leert klanten in phishing te trappen.',
        'No link to a log-in page: it teaches customers to fall for phishing.',
        'AVG art. 32',
      ),
    ],
    source: 'Tw art. 11.7',
  },
};
