/**
 * Names for invented people: common Dutch forenames and family names with those of the larger groups who live in the Netherlands.
 * Written for this project from general knowledge; combinations are drawn by chance and mean nobody.
 */
const split = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const womenDutch = split(`
Anna, Maria, Johanna, Sanne, Lisa, Emma, Julia, Sophie, Eva, Lotte, Femke, Anouk, Iris, Marieke, Ingrid, Annemarie, Wilhelmina, Cornelia, Elisabeth, Petra,
Monique, Linda, Esther, Saskia, Marleen, Karin, Yvonne, Hanneke, Tineke, Truus, Ria, Greetje, Corrie, Joke, Willemijn, Roos, Fleur, Merel, Noor, Tess, Fenna,
Maud, Lieke, Jasmijn, Nienke, Renske, Margriet, Gerda, Hennie, Ans, Mieke, Els, Ellen, Marjan, Carla, Bianca, Daniëlle, Chantal, Kim, Denise, Naomi, Zoë`);
export const menDutch = split(`
Jan, Johannes, Pieter, Hendrik, Willem, Cornelis, Gerrit, Daan, Sem, Lucas, Bram, Thijs, Jeroen, Martijn, Sander, Bas, Mark, Peter, Kees, Henk, Piet, Wim, Ton,
Jaap, Joop, Klaas, Dirk, Arjan, Erik, Frank, Rob, Ronald, Marcel, Patrick, Dennis, Michel, Stefan, Tim, Tom, Koen, Ruben, Jesse, Lars, Niels, Stijn, Gijs, Teun,
Floris, Maarten, Wouter, Rick, Kevin, Theo, Leo, Ben, Hans, Hugo, Olivier, Jurriaan, Siebe, Douwe, Tjeerd, Rein, Sjoerd`);
export const womenOther = split(`
Fatima, Aïcha, Khadija, Naima, Samira, Yasmina, Ayşe, Emine, Zeynep, Elif, Hatice, Agnieszka, Katarzyna, Małgorzata, Magdalena, Shanti, Anjali, Priya, Sita,
Rowena, Wei, Mei, Thuy, Leila, Maryam, Hodan, Selam, Olena, Iryna, Ioana, Sharmila, Ruth, Gloria, Blessing`);
export const menOther = split(`
Mohammed, Ahmed, Youssef, Rachid, Karim, Hassan, Mustafa, Mehmet, Emre, Murat, Ali, Krzysztof, Piotr, Tomasz, Pawel, Rajesh, Soeresh, Anil, Winston, Romano,
Wei, Minh, Reza, Abdi, Tesfay, Oleksandr, Andrei, Kwame, Ravi, Omar, Bilal, Ibrahim`);

export interface FamilyName {
  /** "van den", "de", "'t" ... or empty. */
  readonly prefix: string;
  readonly name: string;
}
const families = (text: string): readonly FamilyName[] =>
  split(text).map((whole) => {
    const at = whole.lastIndexOf('~');
    return at < 0 ? { prefix: '', name: whole } : { prefix: whole.slice(0, at), name: whole.slice(at + 1) };
  });

/** `prefix~Name`; without a tilde there is no prefix. */
export const familiesDutch = families(`
de~Jong, Jansen, de~Vries, van de~Berg, van den~Berg, van der~Berg, Bakker, van~Dijk, Visser, Janssen, Smit, Meijer, Meyer, de~Boer, Mulder, de~Groot, Bos, Vos,
Peters, Hendriks, van~Leeuwen, Dekker, Brouwer, de~Wit, Dijkstra, Smits, de~Graaf, van der~Meer, Kok, Jacobs, van der~Linden, de~Haan, Vermeulen, van den~Heuvel,
van der~Veen, van den~Broek, de~Bruijn, de~Bruin, van der~Heijden, Schouten, van~Beek, Willems, van~Vliet, van de~Ven, Hoekstra, Maas, Verhoeven, Koster, van~Dam,
van der~Wal, Prins, Blom, Huisman, Peeters, de~Jonge, Kuipers, van~Veen, Post, Kuiper, Veenstra, Kramer, van den~Brink, Scholten, van~Wijk, Postma, Martens,
Vink, de~Ruiter, Timmermans, Groen, Gerritsen, Jonker, van~Loon, Boer, van der~Velde, Willemsen, Smeets, de~Lange, de~Vos, Bosch, van~Dongen, Schipper, de~Koning,
van der~Laan, Koning, Driessen, van~Doorn, Hermans, van den~Bosch, Roos, Dekkers, van~Rossum, 't~Hart, van 't~Hof, Zijlstra, Terpstra, Hofstra, Wiersma,
Ockhuijsen, Kooistra, ten~Brinke, ter~Horst, op den~Kamp, uit den~Bogaard, Zwart, Wit, Appel, Boom, Klaassen, Nijhuis, Wessels, Harmsen, Bouwman`);
export const familiesOther = families(`
El~Idrissi, El~Amrani, Bouzid, Benali, Ouali, Haddou, Yılmaz, Kaya, Demir, Çelik, Şahin, Öztürk, Arslan, Kowalska, Nowak, Wiśniewski, Zielinska, Kamiński,
Ramdin, Bihari, Jagernath, Mohan, Pinas, Aboikoni, Hooplot, Chen, Wang, Nguyen, Tran, Hosseini, Ahmadi, Warsame, Tekle, Kovalenko, Shevchenko, Popescu,
Ionescu, Mensah, Boateng, Martina, Maduro, Tahapary, Pattiwael, Matulessy, Sopacua, da~Silva, dos~Santos, García`);
