/** What a word means in a remark about a person. Kinds of the lists lexicon/lists/notes-*.txt. */
export const noteBits = {
  /** A condition, illness, limitation or medicine; needs a person nearby. */
  HEALTH: 1,
  /** say, call, write: what stands between quotation marks beside it is someone else's. */
  SAY: 1 << 1,
  RELIGION: 1 << 2,
  ETHNIC: 1 << 3,
  SEXUAL: 1 << 4,
  POLITICS: 1 << 5,
  UNION: 1 << 6,
  BIOMETRIC: 1 << 7,
  CRIMINAL: 1 << 8,
  /** Word of abuse for a person: enough by itself. */
  INSULT: 1 << 9,
  /** Belittling quality: needs a person. */
  BELITTLE: 1 << 10,
  PROFANITY: 1 << 11,
  SPECULATION: 1 << 12,
  JUDGEMENT: 1 << 13,
  THIRD: 1 << 14,
  IRRELEVANT: 1 << 15,
  NEGATION: 1 << 16,
  /** A person is spoken of: customer, he, she, you. */
  PERSON: 1 << 17,
  /** A group of people (also those the law does not protect). */
  GROUP: 1 << 18,
  HATE: 1 << 19,
  VIOLENCE: 1 << 20,
  /** Goods, orders, titles, deliveries: what stands beside it is no remark about a person. */
  PRODUCT: 1 << 21,
  /** is, heeft, lijdt aan ... */
  BEING: 1 << 22,
  /** Vermin, filth: said of people it is hate. */
  DEHUMAN: 1 << 23,
  /** Abuse that names a protected group: insult and group at once. */
  SLUR: 1 << 24,
  /** Speaking about words: calling, woord, zeggen. */
  MENTION: 1 << 25,
  POSITIVE: 1 << 26,
  /** The word names a people or a faith but also a language, cuisine, place: needs a person. */
  WEAK: 1 << 27,
  /** The speaker. */
  SELF: 1 << 28,
  /** Set by the build: the word stands in the Dutch, in the English list. */
  NL: 1 << 29,
  EN: 1 << 30,
  /** No meaning beyond its language. */
  LANG: 0,
  /** must, will, should ... (shares its place with the sign bit) */
  MODAL: 1 << 31,
} as const;
export type NoteBit = keyof typeof noteBits;
