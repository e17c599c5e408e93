/** Dutch towns with the first and last two digits pair of their postcodes (rounded, from general knowledge) and street names that occur in most of them. */
export interface Town {
  readonly city: string;
  readonly from: number;
  readonly until: number;
  readonly areaCode: string;
  readonly weight: number;
}
const town = (city: string, from: number, until: number, areaCode: string, weight: number): Town => ({ city, from, until, areaCode, weight });

export const towns: readonly Town[] = [
  town('Amsterdam', 1011, 1098, '020', 9),
  town('Rotterdam', 3011, 3089, '010', 7),
  town('Den Haag', 2491, 2597, '070', 6),
  town('Utrecht', 3511, 3585, '030', 5),
  town('Eindhoven', 5611, 5658, '040', 4),
  town('Groningen', 9711, 9747, '050', 4),
  town('Tilburg', 5011, 5049, '013', 3),
  town('Almere', 1311, 1363, '036', 3),
  town('Breda', 4811, 4839, '076', 3),
  town('Nijmegen', 6511, 6546, '024', 3),
  town('Apeldoorn', 7311, 7339, '055', 3),
  town('Arnhem', 6811, 6846, '026', 3),
  town('Haarlem', 2011, 2037, '023', 3),
  town('Enschede', 7511, 7548, '053', 3),
  town('Amersfoort', 3811, 3829, '033', 3),
  town('Zaandam', 1501, 1509, '075', 2),
  town("'s-Hertogenbosch", 5211, 5236, '073', 3),
  town('Zwolle', 8011, 8043, '038', 2),
  town('Leiden', 2311, 2334, '071', 2),
  town('Leeuwarden', 8911, 8941, '058', 2),
  town('Maastricht', 6211, 6229, '043', 2),
  town('Dordrecht', 3311, 3329, '078', 2),
  town('Zoetermeer', 2711, 2729, '079', 2),
  town('Deventer', 7411, 7437, '0570', 2),
  town('Alkmaar', 1811, 1827, '072', 2),
  town('Venlo', 5911, 5928, '077', 2),
  town('Hoogeveen', 7901, 7909, '0528', 1),
  town('Middelburg', 4331, 4339, '0118', 1),
  town('Sneek', 8601, 8608, '0515', 1),
  town('Capelle aan den IJssel', 2901, 2909, '010', 1),
];

export const streets: readonly string[] = `
Kerkstraat, Dorpsstraat, Schoolstraat, Molenweg, Stationsweg, Nieuwstraat, Julianastraat, Beatrixlaan, Wilhelminastraat, Prins Hendrikkade, Hoofdstraat,
Oranjestraat, Kastanjelaan, Lindenlaan, Eikenlaan, Beukenlaan, Esdoornstraat, Meidoornlaan, Parkweg, Industrieweg, Burgemeester Jansenlaan, Vondelstraat,
Rembrandtlaan, Frans Halsstraat, Mauritsstraat, Vijverlaan, Havenkade, Zuiderkade, Noordersingel, Oosterdijk, Westeinde, Achterweg, Korte Nieuwstraat,
Lange Vaart, Jan van Galenstraat, Pastoor Ariensstraat, Sint Jorisstraat, Plataanplein, Marktplein, Kromme Elleboog, De Meent, Het Hofje, Veenweg, Zandpad,
Boerhaavelaan, Columbusstraat, Merelstraat, Spreeuwenpark, Tulpstraat, Korenbloemstraat`
  .trim()
  .split(/\s*,\s*/);
