import type { ChannelId, RuleLevel } from './channels.ts';
import type { DataKind } from './data-kinds.ts';

/** Languages a disclaimer may be in; French is for Belgium. */
export const disclaimerLanguages = ['nl', 'en', 'fr'] as const;
export type DisclaimerLanguage = (typeof disclaimerLanguages)[number];

/** What fills the placeholders of a channel's texts. */
export interface DisclaimerSettings {
  /** ISO 8601 period of whole years, months or days (P30D, P6M, P2Y), or null: the conversation is not kept. */
  readonly retention: string | null;
  readonly recorded: boolean;
  readonly answeredBy: 'person' | 'assistant';
  /** Levels of asking on the channel: what is forbidden to ask, customers are asked not to share. */
  readonly ask: Readonly<Record<DataKind, RuleLevel>>;
}

/** Placeholders that a text may hold. Each language has its own names for the same three things. */
export const placeholders = {
  period: ['{termijn}', '{period}', '{délai}'],
  speaker: ['{medewerker/digitale assistent}', '{agent/assistant}', '{conseiller/assistant}'],
  recording: ['{opname}', '{recording}', '{enregistrement}'],
  notToShare: ['{niet delen}', '{not to share}', '{à ne pas partager}'],
} as const;

const known: ReadonlySet<string> = new Set(Object.values(placeholders).flat());
const units = {
  nl: { D: ['dag', 'dagen'], M: ['maand', 'maanden'], Y: ['jaar', 'jaar'] },
  en: { D: ['day', 'days'], M: ['month', 'months'], Y: ['year', 'years'] },
  fr: { D: ['jour', 'jours'], M: ['mois', 'mois'], Y: ['an', 'ans'] },
} as const;
const notKept = { nl: '0 dagen', en: '0 days', fr: '0 jour' } as const;
const speakers = {
  nl: { person: 'een medewerker', assistant: 'een digitale assistent (AI), geen mens' },
  en: { person: 'a member of our staff', assistant: 'a digital assistant (AI), not a person' },
  fr: { person: 'un conseiller', assistant: 'un assistant numérique (IA), pas une personne' },
} as const;
/** Kinds that a customer may come up with unasked, in the words of a notice; said where the channel's rule forbids asking for them. */
const shareable = {
  health: { nl: 'medische gegevens', en: 'medical data', fr: 'données médicales' },
  financialSituation: { nl: 'gegevens over uw financiën', en: 'details of your finances', fr: 'données sur vos finances' },
  bsn: { nl: 'BSN', en: 'national numbers', fr: 'numéro national' },
  idCopy: { nl: 'kopie van uw identiteitsbewijs', en: 'copies of your ID', fr: "copie de votre pièce d'identité" },
  iban: { nl: 'rekeningnummer', en: 'account numbers', fr: 'numéro de compte' },
  paymentCard: { nl: 'kaartgegevens', en: 'card details', fr: 'données de carte' },
  password: { nl: 'wachtwoorden', en: 'passwords', fr: 'mots de passe' },
} as const satisfies Partial<Record<DataKind, Record<DisclaimerLanguage, string>>>;
const or = { nl: 'of', en: 'or', fr: 'ou' } as const;

/** What customers are asked not to share: the kinds that are forbidden to ask here, as a list in a sentence. */
function notToShare(ask: DisclaimerSettings['ask'], language: DisclaimerLanguage): string {
  const kinds = Object.keys(shareable) as (keyof typeof shareable)[];
  const names = kinds.filter((kind) => ask[kind] === 'forbidden').map((kind) => shareable[kind][language]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${or[language]} ${names.at(-1)}`;
}

const recordings = {
  nl: { no: 'niet op', yes: 'alleen met uw toestemming op en verwijderen de opname na {termijn}' },
  en: { no: 'do not record', yes: 'record only with your consent, and delete after {period},' },
  fr: { no: "n'enregistrons pas", yes: "n'enregistrons qu'avec votre accord, et supprimons après {délai}," },
} as const;

/** "P30D" as "30 dagen"; undefined when it is not a whole number of years, months or days. */
export function periodWords(period: string, language: DisclaimerLanguage): string | undefined {
  const found = /^P([1-9]\d{0,3})([DMY])$/.exec(period);
  if (found === null) return undefined;
  const words = units[language][found[2] as 'D' | 'M' | 'Y'];
  return `${found[1]} ${found[1] === '1' ? words[0] : words[1]}`;
}

/** Placeholders in a text that nothing fills; empty when all are known. */
export function unknownPlaceholders(text: string): string[] {
  return [...new Set(text.match(/\{[^{}]*\}/g) ?? [])].filter((one) => !known.has(one));
}

/** The text as a customer gets it: every known placeholder filled from the settings, unknown ones left standing. */
export function fillDisclaimer(text: string, language: DisclaimerLanguage, settings: DisclaimerSettings): string {
  const period = settings.retention === null ? notKept[language] : (periodWords(settings.retention, language) ?? settings.retention);
  const values: Record<keyof typeof placeholders, string> = {
    recording: recordings[language][settings.recorded ? 'yes' : 'no'],
    period,
    speaker: speakers[language][settings.answeredBy],
    notToShare: notToShare(settings.ask, language),
  };
  // The recording first: its sentence holds the period.
  return (Object.keys(values) as (keyof typeof placeholders)[]).reduce(
    (filled, name) => placeholders[name].reduce((so, mark) => so.replaceAll(mark, values[name]), filled),
    text,
  );
}

const texts = (nl: string, en: string, fr: string): Readonly<Record<DisclaimerLanguage, string>> => ({ nl, en, fr });

/** Starting texts per channel, written for this product; an organisation makes them its own. */
export const disclaimerTexts: Readonly<Record<ChannelId, Readonly<Record<DisclaimerLanguage, string>>>> = {
  phone: texts(
    'We schrijven alleen op wat nodig is om u te helpen en bewaren die notitie {termijn}. Meer staat in onze privacyverklaring.',
    'We write down only what we need to help you and keep that note for {period}. Our privacy statement tells more.',
    'Nous ne notons que ce qui est nécessaire pour vous aider et gardons cette note {délai}. Notre déclaration de confidentialité en dit plus.',
  ),
  'phone-recording': texts(
    'We nemen dit gesprek op om onze dienst te verbeteren en verwijderen de opname na {termijn}. Wilt u dat niet? Zeg het aan het begin; we helpen u dan ook. Bij betaalgegevens pauzeren we de opname.',
    'We record this call to improve our service and delete the recording after {period}. You do not want that? Say so at the start; we will help you all the same. We pause the recording for payment details.',
    "Nous enregistrons cet appel pour améliorer notre service et supprimons l'enregistrement après {délai}. Vous ne le souhaitez pas ? Dites-le au début ; nous vous aidons quand même. L'enregistrement est mis en pause pour les données de paiement.",
  ),
  email: texts(
    'We bewaren uw e-mail {termijn}. Mail ons geen {niet delen}.',
    'We keep your e-mail for {period}. Please do not mail us {not to share}.',
    'Nous gardons votre e-mail {délai}. À ne pas nous envoyer : {à ne pas partager}.',
  ),
  'web-form': texts(
    'Met deze gegevens beantwoorden we uw vraag, meer niet. Na {termijn} verwijderen we ze. Vul geen {niet delen} in.',
    'We use these details to answer your question and for nothing else. We delete them after {period}. Do not enter {not to share}.',
    'Ces données servent à répondre à votre question, rien de plus. Nous les supprimons après {délai}. À ne pas mentionner : {à ne pas partager}.',
  ),
  'live-chat': texts(
    'U spreekt met {medewerker/digitale assistent}. We bewaren deze chat hoogstens {termijn}. Deel geen {niet delen}.',
    'You are talking to {agent/assistant}. We keep this chat for {period} at most. Do not share {not to share}.',
    'Vous parlez avec {conseiller/assistant}. Nous gardons ce chat {délai} au plus. À ne pas partager : {à ne pas partager}.',
  ),
  whatsapp: texts(
    'WhatsApp is er voor praktische vragen. Stuur ons hier geen {niet delen}. We bewaren het gesprek hoogstens {termijn}; ook Meta verwerkt gegevens, mogelijk buiten de EU. Liever niet? Bel of mail ons.',
    'WhatsApp is for practical questions. Do not send us {not to share} here. We keep the chat for {period} at most; Meta processes data too, possibly outside the EU. Rather not? Call or mail us.',
    "WhatsApp sert aux questions pratiques. À ne pas envoyer ici : {à ne pas partager}. Nous gardons la conversation {délai} au plus ; Meta traite aussi des données, peut-être hors de l'UE. Vous préférez autrement ? Appelez-nous ou écrivez-nous.",
  ),
  'social-public': texts(
    'We helpen u graag, maar iedereen leest hier mee. Zet hier geen persoonsgegevens en stuur ons een privébericht.',
    'We are glad to help, but everybody can read this. Please post no personal data here and send us a private message.',
    'Nous vous aidons volontiers, mais tout le monde peut lire ceci. Ne publiez pas de données personnelles et envoyez-nous un message privé.',
  ),
  'social-dm': texts(
    'We bewaren dit bericht hoogstens {termijn}. Stuur geen {niet delen}: het platform kan meelezen.',
    'We keep this message for {period} at most. Do not send {not to share}: the platform may read along.',
    'Nous gardons ce message {délai} au plus. À ne pas envoyer : {à ne pas partager}. La plateforme peut lire.',
  ),
  'video-call': texts(
    'We nemen dit videogesprek {opname}. Zorg dat geen papieren of andere mensen in beeld zijn.',
    'We {recording} this video call. Please keep papers and other people out of view.',
    "Nous {enregistrement} cet appel vidéo. Veillez à ce qu'aucun document ni autre personne ne soit visible.",
  ),
  letter: texts(
    'We bewaren uw brief {termijn}. Stuur geen kopie van uw identiteitsbewijs mee.',
    'We keep your letter for {period}. Do not enclose a copy of your ID.',
    "Nous gardons votre lettre {délai}. Ne joignez pas de copie de votre carte d'identité.",
  ),
  desk: texts(
    'Anderen kunnen hier meeluisteren. Vraag gerust om een aparte ruimte. Wat we noteren, bewaren we {termijn}.',
    'Others may overhear you here. Feel free to ask for a private room. What we note is kept for {period}.',
    "D'autres peuvent entendre. Demandez un espace à part si vous le souhaitez. Nos notes sont gardées {délai}.",
  ),
  chatbot: texts(
    "U chat met een AI-assistent, niet met een mens. We bewaren het gesprek hoogstens {termijn}. Deel geen {niet delen}. Typ 'medewerker' voor een mens.",
    "You are chatting with an AI assistant, not with a person. We keep the chat for {period} at most. Do not share {not to share}. Type 'agent' to reach a person.",
    "Vous discutez avec un assistant IA, pas avec une personne. Nous gardons la conversation {délai} au plus. À ne pas partager : {à ne pas partager}. Tapez « conseiller » pour parler à quelqu'un.",
  ),
  sms: texts(
    'Antwoord niet met persoonsgegevens. Geen berichten meer? Sms STOP. Bewaartermijn: {termijn}.',
    'Do not reply with personal data. No more messages? Text STOP. Kept for {period}.',
    'Ne répondez pas avec des données personnelles. Plus de messages ? Envoyez STOP. Conservation : {délai}.',
  ),
};
