/**
 * The demo organisation's systems outside the database, as a supplier or a colleague hands them over: chats as JSON Lines, a mailbox
 * as mbox, a campaign list as CSV in Latin-1 with semicolons. The same people as in the customer system, written differently.
 */
import { type DemoSize, dayBefore, demoSize, streetLine } from './crm.ts';
import { type DemoPerson, fullName, personAt, surname, writeIban, writePhone } from './people.ts';
import { type Chance, chanceOf } from './random.ts';

const dayMs = 86_400_000;
const lower = (chance: Chance, text: string) => (chance.holds(0.6) ? text.toLowerCase() : text);

function customerTurns(chance: Chance, p: DemoPerson): readonly string[] {
  const opening = chance.pick([
    'hoi ik heb een vraag over mijn rekening',
    'goedemiddag, mijn termijnbedrag klopt niet',
    'Hallo, ik ga verhuizen',
    'wanneer krijg ik mijn geld terug??',
    'de app geeft een foutmelding bij inloggen',
    'ik wil opzeggen',
  ]);
  const facts = [
    `mijn naam is ${lower(chance, fullName(p))}`,
    `klantnummer ${chance.pick([p.customerNumber, p.customerNumber.toLowerCase()])}`,
    `${chance.pick([p.postcode, p.postcode.replace(' ', '').toLowerCase()])} nr ${p.houseNumber}${p.addition === '' ? '' : ` ${p.addition}`}`,
    `mail: ${p.email}`,
    `u kunt me bellen op ${writePhone(chance, p.mobile)}`,
    `ik ben geboren op ${p.bornOn.split('-').reverse().join('-')}`,
  ];
  const given = facts.filter(() => chance.holds(0.4));
  const extra = chance.holds(0.05)
    ? [
        chance.pick([
          `mijn rekeningnr is ${writeIban(chance, p.iban)}`,
          'ik lig in het ziekenhuis dus bellen kan niet',
          'mijn man is net overleden en ik weet niet hoe dit moet',
          'ik heb reuma en kan de meter niet aflezen',
          'kan ik na de ramadan betalen?',
          `mijn wachtwoord is Energie${chance.whole(10, 99)} en dat doet het niet`,
        ]),
      ]
    : [];
  const closing = chance.pick(['ok dankje', 'prima, bedankt!', 'duurt wel lang zo', 'super, fijne dag', 'oke']);
  return [opening, ...given, ...extra, closing];
}

const answers = [
  'Waar kan ik u mee helpen?',
  'Dank u wel. Een ogenblik, ik zoek het op.',
  'Ik zie het staan, ik pas het voor u aan.',
  'Kunt u uw postcode en huisnummer geven?',
  'Dat is verwerkt. U krijgt een bevestiging per mail.',
  'Is er nog iets dat ik voor u kan doen?',
];

/** Chat conversations as JSON Lines, the export of a supplier. Pure. */
export function* chatLines(today: Date, size: DemoSize = demoSize): Generator<string> {
  for (let id = 1; id <= size.chats; id++) {
    const chance = chanceOf(90, id);
    const p = personAt(Math.floor(size.customers * chance.fraction()));
    const at = new Date(today.getTime() - Math.floor(dayMs * 1180 * chance.fraction()));
    let text = '';
    for (const turn of customerTurns(chance, p)) text += `${text === '' ? '' : '\n'}Klant: ${turn}\nMedewerker: ${chance.pick(answers)}`;
    yield `${JSON.stringify({
      gesprek_id: `g${100_000 + id}`,
      gestart_op: at.toISOString(),
      naam: chance.holds(0.7) ? lower(chance, chance.pick([p.firstName, fullName(p)])) : null,
      email: chance.holds(0.55) ? chance.pick([p.email, p.email.toUpperCase()]) : null,
      ip: `203.0.113.${chance.whole(1, 254)}`,
      tekst: text,
      score: chance.holds(0.3) ? chance.whole(1, 5) : null,
    })}\n`;
  }
}

function mailBody(chance: Chance, p: DemoPerson): string {
  const asks = chance.pick([
    `Graag ontvang ik een overzicht van alle gegevens die u van mij heeft. Mijn klantnummer is ${p.customerNumber}.`,
    'Op mijn jaarafrekening staat een bedrag dat ik niet kan plaatsen. Kunt u dit uitleggen?',
    `Wij zijn verhuisd. Het oude adres was ${streetLine(p)}. Wilt u de eindafrekening sturen?`,
    `Wilt u het tegoed overmaken op ${writeIban(chance, p.iban)}? Het staat op naam van ${p.initials} ${surname(p)}.`,
    `Ik heb al drie keer gebeld. Bel mij terug op ${writePhone(chance, p.mobile)}, liefst na 17 uur.`,
    'Ik maak bezwaar tegen reclame per e-mail. Ik wil die niet meer ontvangen.',
    'Vanwege mijn ziekte kan ik deze maand niet betalen. Mag het in termijnen?',
    `Bijgaand de meterstanden. Aansluiting ${streetLine(p)}.`,
  ]);
  return `Geachte heer/mevrouw,\n\n${asks}\n\nMet vriendelijke groet,\n\n${chance.pick([fullName(p), `${p.initials} ${surname(p)}`])}\n${chance.holds(0.5) ? `${streetLine(p)}\n` : ''}${chance.holds(0.5) ? `tel. ${writePhone(chance, p.landline ?? p.mobile)}\n` : ''}`;
}

function quotedPrintable(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  let line = '';
  let result = '';
  for (const byte of bytes) {
    if (byte === 10) {
      result += `${line}\n`;
      line = '';
      continue;
    }
    const part = (byte >= 32 && byte < 127 && byte !== 61) || byte === 9 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + part.length > 75) {
      result += `${line}=\n`;
      line = '';
    }
    line += part;
  }
  // A line that begins with "From " would start a new message in an mbox.
  return (result + line).replace(/^From /gm, '=46rom ');
}

/** "Sat Oct 12 23:10:20 2019": the form of an mbox From line. */
function asctime(at: Date): string {
  const [weekday, day, month, year, time] = at.toUTCString().replace(',', '').split(' ') as [string, string, string, string, string];
  return `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`;
}

/** The customer-service mailbox as mbox, oldest first. Pure. */
export function* mailboxMessages(today: Date, size: DemoSize = demoSize): Generator<string> {
  for (let id = 1; id <= size.mails; id++) {
    const chance = chanceOf(91, id);
    const p = personAt(Math.floor(size.customers * chance.fraction()));
    const at = new Date(today.getTime() - Math.floor(dayMs * 2600 * (1 - id / (size.mails + 1))));
    const name = fullName(p);
    const plainName = /^[\x20-\x7e]+$/.test(name) ? `"${name}"` : `=?UTF-8?B?${Buffer.from(name).toString('base64')}?=`;
    const subject = chance.pick([
      'Vraag over jaarafrekening',
      `Klantnummer ${p.customerNumber}`,
      'Verhuizing',
      'Klacht',
      'Inzage in mijn gegevens',
      'Terugbetaling',
      'Meterstanden',
    ]);
    yield `From ${p.email} ${asctime(at)}\nDate: ${at.toUTCString().replace('GMT', '+0000')}\nFrom: ${plainName} <${p.email}>\nTo: klantenservice@voorbeeld-energie.example\nSubject: ${subject}\nMessage-ID: <${id}.${p.index}@post.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(mailBody(chance, p))}\n`;
  }
}

/** The campaign list: old opt-ins, doubles, other spellings; encoded as Latin-1, as a spreadsheet in the Netherlands writes it. Pure. */
export function* campaignLines(today: Date, size: DemoSize = demoSize): Generator<Buffer> {
  yield Buffer.from('Naam;E-mail;Mobiel;Postcode;Huisnr;Plaats;Opt-in;Opt-in datum;Herkomst\r\n', 'latin1');
  for (let id = 1; id <= size.leads; id++) {
    const chance = chanceOf(92, id);
    // A quarter are no customers, some stand in it twice.
    const index = chance.holds(0.25) ? 600_000 + id : Math.floor(size.customers * chance.fraction() ** 1.3);
    const p = personAt(index);
    const day = dayBefore(today, chance.whole(30, 3900)).split('-').reverse().join('-');
    const cells = [
      chance.pick([fullName(p), `${p.initials} ${surname(p)}`, fullName(p).toUpperCase()]),
      chance.holds(0.95) ? chance.pick([p.email, p.email, p.email.toUpperCase(), ` ${p.email}`]) : '',
      chance.holds(0.6) ? writePhone(chance, p.mobile) : '',
      chance.pick([p.postcode, p.postcode.replace(' ', ''), p.postcode.toLowerCase()]),
      `${p.houseNumber}${p.addition === '' ? '' : `-${p.addition}`}`,
      p.city,
      chance.weighted([
        ['ja', 7],
        ['J', 1],
        ['', 2],
        ['nee', 0.6],
      ]),
      chance.holds(0.8) ? day : '',
      chance.pick(['prijsvraag 2016', 'website', 'beurs', 'klantbestand', 'ingekocht adresbestand', 'offerte']),
    ];
    yield Buffer.from(
      `${cells.map((cell) => (/[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`.replace(/[\u0100-\uffff]/g, '?'),
      'latin1',
    );
  }
}
