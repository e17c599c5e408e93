/**
 * Contact notes as agents of an energy company type them: telegram style, abbreviations, now and then an identifier, and in
 * about one and a half of a hundred something that should not stand there. All invented; nothing is taken from real notes.
 */

import { inventCard } from './numbers.ts';
import { type DemoPerson, fullName, surname, writeIban, writePhone, writeStreet } from './people.ts';
import type { Chance } from './random.ts';

export interface DemoNote {
  readonly subject: string;
  readonly text: string;
  /** What the note should not have held ("HEALTH", "INSULT" ...), or null; the codes of the notes guide. */
  readonly slip: string | null;
}

type Part = (chance: Chance, person: DemoPerson, other: DemoPerson) => string;

const amount = (chance: Chance) => String(chance.whole(45, 420));
const day = (chance: Chance) => `${chance.whole(1, 28)}-${chance.whole(1, 12)}`;
const time = (chance: Chance) => `${chance.whole(8, 20)}.${chance.pick(['00', '15', '30', '45'])}`;
const title = (person: DemoPerson) => (person.sex === 'v' ? 'mw.' : 'dhr.');
const caller: Part = (c, p) =>
  c.weighted([
    ['Klant', 9],
    ['Kl', 5],
    ['klnt', 1],
    [p.sex === 'v' ? 'Mevrouw' : 'Meneer', 3],
    [p.sex === 'v' ? 'Mw' : 'Dhr', 2],
    [`${p.sex === 'v' ? 'Mevr.' : 'Dhr.'} ${surname(p)}`, 3],
  ]);

const bodies: readonly (readonly [subject: string, weight: number, parts: readonly Part[]])[] = [
  [
    'termijnbedrag',
    8,
    [
      (c, p, o) => `${caller(c, p, o)} belt over termijnbedrag. Verhoogd naar ${amount(c)} p/m per ${day(c)}, akkoord.`,
      (c, p, o) =>
        `${caller(c, p, o)} wil termijnbedrag omlaag, van ${amount(c)} naar ${amount(c)}. Uitgelegd dat bijbetaling volgt bij jaarafrekening. Aangepast.`,
      (c, p, o) => `${caller(c, p, o)} vindt TB te hoog. Verbruik doorgelopen, advies blijft ${amount(c)} euro. Denkt er over na, belt zelf terug.`,
      (c) => `TB aangepast via app, ${amount(c)} eur. Geen verdere actie.`,
    ],
  ],
  [
    'jaarafrekening',
    6,
    [
      (c, p, o) =>
        `${caller(c, p, o)} snapt jaarafrekening niet. Stap voor stap doorgenomen, ${amount(c)} euro bijbetalen. Regeling in ${c.whole(2, 6)} termijnen afgesproken.`,
      (c, p, o) => `${caller(c, p, o)} krijgt ${amount(c)} euro terug, vraagt wanneer. Uitgelegd: binnen 10 werkdagen op bekende rekening.`,
      (c, p, o) =>
        `Bezwaar op jaarafrekening. ${caller(c, p, o)} zegt dat beginstand niet klopt. Meterstand ${c.whole(1000, 99999)} doorgegeven, correctienota aangevraagd.`,
    ],
  ],
  [
    'meterstand',
    6,
    [
      (c, p, o) => `${caller(c, p, o)} geeft meterstanden door: ${c.whole(1000, 60000)} / ${c.whole(1000, 60000)} gas ${c.whole(300, 9000)}. Verwerkt.`,
      (c) => `Slimme meter geeft geen signaal sinds ${day(c)}. Netbeheerder ingelicht, ticket ${c.whole(100000, 999999)}.`,
      (c, p, o) => `${caller(c, p, o)} kan stand niet aflezen, meterkast dicht. Schatting gebruikt, kl geeft later door.`,
    ],
  ],
  [
    'verhuizing',
    5,
    [
      (c, _p, o) => `Verhuizing per ${day(c)} naar ${writeStreet(o)}, ${c.pick([o.postcode, o.postcode.replace(' ', '')])} ${o.city}. Contract meegenomen.`,
      (c, p, o) => `${caller(c, p, o)} verhuist, oude adres ${writeStreet(p)} in ${p.city}. Eindstanden volgen, sleutel overdracht ${day(c)}.`,
      (c, p, o) => `Verhuizing nog niet verwerkt door vorige bewoner. ${caller(c, p, o)} gevraagd huurcontract te sturen naar klantenservice.`,
    ],
  ],
  [
    'contract',
    6,
    [
      (c, p, o) => `${caller(c, p, o)} wil overstappen op vast ${c.pick(['1', '3'])} jaar. Aanbod gestuurd naar ${p.email}.`,
      (c, p, o) =>
        `Verlenging besproken, ${caller(c, p, o)} wacht tot tarieven zakken. Terugbelafspraak ${day(c)} om ${time(c)} op ${writePhone(c, p.mobile)}.`,
      (c) => `Opzegging ontvangen, einddatum ${day(c)}. Boete ${c.whole(50, 250)} euro uitgelegd, klant gaat akkoord.`,
      (c, p, o) => `${caller(c, p, o)} heeft 2 contracten op naam (${p.customerNumber}), samengevoegd.`,
    ],
  ],
  [
    'storing',
    4,
    [
      (c) => `Stroomstoring wijk, meerdere meldingen. Verwezen naar netbeheerder 0800-9009. Verwachte duur tot ${time(c)}.`,
      (c, p, o) =>
        `${caller(c, p, o)} zonder warmte sinds vanochtend. Monteur ingepland ${day(c)} tussen ${c.whole(8, 12)} en ${c.whole(13, 17)} uur. Bereikbaar op ${writePhone(c, p.mobile)}.`,
      (c, p, o) => `Storing cv. ${caller(c, p, o)} woont ${writeStreet(p)}, bel doet het niet dus monteur moet bellen.`,
    ],
  ],
  [
    'betaling',
    5,
    [
      (c, p, o) => `Incasso gestorneerd. ${caller(c, p, o)} betaalt zelf over via betaallink, link gemaild naar ${p.email}.`,
      (c) => `Herinnering verstuurd, factuur ${c.whole(2019, 2026)}-${c.whole(100000, 999999)} staat open. Betaalt uiterlijk ${day(c)}.`,
      (c, p, o) => `${caller(c, p, o)} vraagt uitstel tot ${day(c)}. Toegekend, eenmalig.`,
      (c, p, o) => `Rekeningnummer gewijzigd in betaalveld na controle. ${caller(c, p, o)} bevestigd.`,
    ],
  ],
  [
    'gegevens',
    4,
    [
      (c, p) => `Nieuw mobiel nr ${writePhone(c, p.mobile)}, oude verwijderd.`,
      (_c, p) => `Mailadres gewijzigd in ${p.email}. Bevestiging verstuurd.`,
      (c, p) =>
        `Naam gecorrigeerd: ${c.pick([fullName(p), `${p.initials} ${surname(p)}`])}, geb ${p.bornOn.split('-').reverse().join('-')}. Gecontroleerd met code per sms.`,
      (c, p, _o) => `Machtiging ontvangen, ${c.pick(['dochter', 'zoon', 'bewindvoerder'])} mag namens ${title(p)} ${surname(p)} bellen. Document in dossier.`,
    ],
  ],
  [
    'zonnepanelen',
    3,
    [
      (c, p, o) => `${caller(c, p, o)} heeft ${c.whole(6, 18)} panelen, vraag over teruglevering en saldering. Infopagina gestuurd.`,
      (c) => `Terugleverkosten uitgelegd, ${amount(c)} euro per jaar. Klant niet blij, klacht geregistreerd onder K-${c.whole(1000, 9999)}.`,
    ],
  ],
  [
    'klacht',
    2,
    [
      (c, _p, _o) => `Klacht wachttijd, ${c.whole(20, 55)} min in de rij. Excuses aangeboden, tegoed van ${c.whole(5, 25)} euro.`,
      (c, p, o) => `${caller(c, p, o)} dreigt met overstap, retentie gebeld. Bod ${amount(c)} korting, wil bedenken. Terugbellen ${day(c)} na ${time(c)}.`,
      (_c) => `Derde keer gebeld over hetzelfde, niet teruggebeld vorige keer. Opgepakt met TL, klant tevreden.`,
    ],
  ],
];

const tails: readonly (readonly [Part, number])[] = [
  [() => '', 60],
  [() => ' Geen actie meer nodig.', 5],
  [(c) => ` TBA ${day(c)} ${time(c)}.`, 4],
  [(c, p) => ` Bereikbaar op ${writePhone(c, p.landline ?? p.mobile)}.`, 5],
  [(c, p) => ` Klantnr ${c.pick([p.customerNumber, p.customerNumber, p.customerNumber.toLowerCase()])}.`, 6],
  [(c, p) => ` Mail: ${c.pick([p.email, p.email.toUpperCase(), p.email])}`, 3],
  [(_c, p) => ` PC/hnr ${p.postcode.replace(' ', '')} ${p.houseNumber}${p.addition === '' ? '' : ` ${p.addition}`} akkoord.`, 6],
  [() => ' Verificatie geslaagd.', 5],
  [() => ' Beterschap gewenst aan monteur ivm late afspraak.', 0.1],
  [() => ' Collega nagevraagd, klopt.', 3],
];

/** Slips, with the code of the notes guide. `o` is a person who has nothing to do with the contract. */
const slips: readonly (readonly [code: string, weight: number, Part])[] = [
  [
    'HEALTH',
    16,
    (c, p) =>
      c.pick([
        ` ${p.sex === 'v' ? 'Mevrouw' : 'Meneer'} is hartpatiënt, mag niet zonder verwarming.`,
        ' Klant heeft kanker en ligt in het ziekenhuis, coulance toegepast.',
        ' Zit met burn-out thuis, kan niet betalen.',
        ' Is zwanger en heeft het steeds koud.',
        ' Klant is depressief volgens eigen zeggen.',
        ' Beginnend dement, vraagt drie keer hetzelfde.',
        ' Heeft thuisdialyse, nooit afsluiten.',
        ' Klant slikt medicijnen tegen epilepsie.',
      ]),
  ],
  [
    'RELIGION',
    5,
    (c) =>
      c.pick([
        ' Is moslim, viert suikerfeest, niet bellen deze week.',
        ' Klant is jehovagetuige, belt niet op zondag.',
        ' Joods gezin, niet op zaterdag bellen.',
        ' Streng gereformeerd, geen monteur op zondag.',
      ]),
  ],
  [
    'ETHNICITY',
    4,
    (c) =>
      c.pick([
        ' Sterk Marokkaans accent, lastig te verstaan.',
        ' Klant is Pools en spreekt slecht Nederlands.',
        ' Typisch Turkse familie, veel mensen in huis.',
      ]),
  ],
  ['SEXUAL', 2, (c) => c.pick([' Woont samen met zijn vriend, is homo.', ' Lesbisch stel, contract op beide namen.'])],
  ['POLITICS', 2, (c) => c.pick([' Stemt PVV en zeurt over windmolens.', ' Is actief lid van GroenLinks, wil alleen groene stroom.'])],
  ['UNION', 1, (c) => c.pick([' Klant is FNV-lid en staakt, daarom geen inkomen.', ' Kaderlid van CNV, dreigt met actie.'])],
  [
    'CRIMINAL',
    4,
    (c) => c.pick([' Heeft vastgezeten voor fraude, opletten.', ' Wietplantage gehad op dit adres, strafblad.', ' Partner zit in de gevangenis.']),
  ],
  [
    'INSULT',
    14,
    (c) =>
      c.pick([
        ' Wat een zeikerd.',
        ' Klant is echt dom, snapt er niets van.',
        ' Zeurpiet, elke maand hetzelfde liedje.',
        ' Arrogante kwal, niet mee te praten.',
        ' Vreselijk mens, ophangen is beste optie.',
        ' Idioot, scheldt iedereen uit.',
        ' Asociale familie.',
        ' Oude taart, duurt eeuwen.',
      ]),
  ],
  ['JUDGEMENT', 6, (c) => c.pick([' Wanbetaler, heeft nooit geld.', ' Niet te vertrouwen, liegt over alles.', ' Profiteur, wil altijd korting.'])],
  ['SPECULATION', 5, (c) => c.pick([' Volgens mij dronken aan de lijn.', ' Zal wel schulden hebben.', ' Waarschijnlijk onder invloed.'])],
  [
    'THIRD_PERSON',
    8,
    (c, _p, o) =>
      c.pick([
        ` Buurman ${fullName(o)} op nummer ${o.houseNumber} tapt stroom af volgens klant.`,
        ` Ex ${o.firstName} betaalt alimentatie niet, nr ${writePhone(c, o.mobile)}.`,
        ` Zoon ${o.firstName} (${c.whole(8, 17)}) zit op het speciaal onderwijs.`,
      ]),
  ],
  [
    'IRRELEVANT',
    6,
    (c) =>
      c.pick([
        ' Heeft drie honden en een caravan.',
        ' Gaat twee weken naar Gran Canaria, huis staat leeg.',
        ' Leuk gesprek over zijn volkstuin gehad.',
        ' Net gescheiden, vertelt hele levensverhaal.',
      ]),
  ],
  [
    'BSN',
    7,
    (c, p) =>
      c.pick([
        ` BSN ${p.bsn} genoteerd ter controle.`,
        ` Burgerservicenummer: ${p.bsn}.`,
        ` geverifieerd met bsn ${p.bsn.slice(0, 4)}.${p.bsn.slice(4, 6)}.${p.bsn.slice(6)}`,
      ]),
  ],
  ['IBAN', 9, (c, p) => c.pick([` Terugstorten op ${writeIban(c, p.iban)}.`, ` IBAN ${writeIban(c, p.iban)} tnv ${p.initials} ${surname(p)}.`])],
  ['CARD', 4, (c) => ` Betaald met creditcard ${inventCard(c).replace(/(.{4})(?=.)/g, '$1 ')}${c.holds(0.4) ? ` cvc ${c.whole(100, 999)}` : ''}.`],
  [
    'PASSWORD',
    5,
    (c) =>
      c.pick([
        ` Wachtwoord mijn omgeving: Zomer${c.whole(2019, 2026)}!`,
        ` ww tijdelijk gezet op Welkom${c.whole(10, 99)}`,
        ` Inlogcode ${c.whole(100000, 999999)} doorgegeven aan klant.`,
      ]),
  ],
  ['ID_DOC', 2, (c) => ` Paspoortnummer NX${c.whole(1, 9)}R${c.whole(1, 9)}K${c.whole(1, 9)}P${c.whole(1, 9)} opgeschreven.`],
];

const subjectWeights = bodies.map((body) => [body, body[1]] as const);
const slipWeights = slips.map((slip) => [slip, slip[1]] as const);

/** One note about `person`; `other` supplies a new address or an uninvolved third person. About 1.5 in 100 hold a slip. */
export function noteAbout(chance: Chance, person: DemoPerson, other: DemoPerson): DemoNote {
  const [subject, , parts] = chance.weighted(subjectWeights);
  let text = chance.pick(parts)(chance, person, other) + chance.weighted(tails)(chance, person, other);
  let slip: string | null = null;
  if (chance.holds(0.015)) {
    const [code, , words] = chance.weighted(slipWeights);
    slip = code;
    text += words(chance, person, other);
  }
  if (chance.holds(0.12)) text = text.toLowerCase();
  return { subject, text, slip };
}
