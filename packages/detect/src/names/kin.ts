/** Words for people by kinship or part in life, Dutch, Flemish and English: behind them stands a name, an age, a nationality. Written for this product. */
import { hashWord } from '../engine/lexicon.ts';
import { WordSet } from '../engine/word-set.ts';

/** Folded words for a relation: "zus", "buurman", "husband". */
export const kinKeys = new WordSet(
  (
    'zus zusje zuster broer broertje moeder vader mama papa mam pap ma pa mams paps oma opa omaatje grootmoeder grootvader oom tante neef nicht neefje nichtje zoon zoontje dochter dochtertje kleinzoon ' +
    'kleindochter kind kindje kleinkind man vrouw echtgenoot echtgenote partner vriend vriendin ex buurman buurvrouw buurjongen buurmeisje schoonmoeder schoonvader schoonzoon schoondochter schoonzus ' +
    'schoonbroer stiefvader stiefmoeder stiefzoon stiefdochter verloofde weduwe weduwnaar tweeling baby peuter kleuter tiener bomma bompa bomma peter meter nonkel moemoe vava jongen meisje jongetje ' +
    'sister brother mother father mum mom mummy mommy dad daddy son daughter husband wife boyfriend girlfriend grandma grandpa grandmother grandfather grandson granddaughter aunt auntie uncle nephew ' +
    'niece cousin neighbour neighbor stepson stepdaughter stepfather stepmother fiance fiancee twin twins toddler teenager'
  )
    .split(' ')
    .map(hashWord),
);
