/**
 * Telephone numbers: Dutch, Belgian and international, as people write them ("06-12 34 56 78", "+31 (0)20 123 45 67", "0032 475 12 34 56", "(212) 265-1040").
 * Issued by operators under national plans (ITU-T E.164; ACM Nummerplan telefoon- en ISDN-diensten; BIPT numbering plan; NANPA). No checksum: lengths and area codes are the test.
 * Look-alikes: order numbers, dates, bank numbers in groups; a word that names the number decides where the form does not.
 */
import { BY_DOT, BY_HYPHEN, BY_PAREN, BY_SLASH, BY_SPACE, type Run } from '../engine/run.ts';

const countryCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ' +
    '211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 ' +
    '350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 850 852 853 855 856 880 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 992 993 994 995 996 998'
  )
    .split(' ')
    .map(Number),
);

/** Digits of the country code at digits[from...]; 0 when there is none. */
function codeLength(run: Run, from: number): number {
  for (let length = 1; length <= 3; length++) if (from + length <= run.count && countryCodes.has(run.value(from, from + length))) return length;
  return 0;
}

/** Dutch area codes of three digits after the 0 is left off (two digits); all other geographic ones have four (three). */
const dutchShort = new Set([10, 13, 14, 15, 20, 23, 24, 26, 30, 33, 35, 36, 38, 40, 43, 45, 46, 50, 53, 55, 58, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79]);

const services = new Set([800, 900, 906, 909]);
/** The longer ones, without the 0 (ACM, Nummerplan telefoon- en ISDN-diensten). */
const dutchLong = new Set(
  (
    '111 113 114 115 117 118 161 162 164 165 166 167 168 172 174 180 181 182 183 184 186 187 222 223 224 226 227 228 229 251 252 255 294 297 299 313 314 315 316 317 318 320 321 341 342 343 344 345 346 347 348 ' +
    '411 412 413 416 418 475 478 481 485 486 487 488 492 493 495 497 499 511 512 513 514 515 516 517 518 519 521 522 523 524 525 527 528 529 541 543 544 545 546 547 548 561 562 566 570 571 572 573 575 577 578 591 592 593 594 595 596 597 598 599'
  )
    .split(' ')
    .map(Number),
);

/** True when nine digits are a Dutch subscriber number without its 0. */
export function dutchNational(run: Run, from: number): boolean {
  const first = run.digits[from] as number;
  const second = run.digits[from + 1] as number;
  if (first === 6) return second >= 1 && second <= 8;
  if (first === 9) return run.value(from, from + 2) === 97;
  if (first === 8) return second === 4 || second === 5 || second === 7 || second === 8 || second === 2;
  if (dutchShort.has(first * 10 + second)) return true;
  return first >= 1 && first <= 7 && second >= 1;
}

/** True when the number begins with an area code that is in use. */
const knownArea = (run: Run, from: number): boolean => dutchShort.has(run.value(from, from + 2)) || dutchLong.has(run.value(from, from + 3));

/** True when `count` digits are a Belgian number without its 0: mobile 4xx (9 digits) or a landline (8 digits). */
export function belgianNational(run: Run, from: number, count: number): boolean {
  const first = run.digits[from] as number;
  if (count === 9) return first === 4 && (run.digits[from + 1] as number) >= 5;
  return count === 8 && first >= 1 && !(first === 4 && (run.digits[from + 1] as number) > 3);
}

/** What phoneIn found: how many groups, how sure, why. */
export const phoneFound = { groups: 0, confidence: 0, reason: '', lead: 0 };

const found = (groups: number, confidence: number, reason: string): boolean => {
  phoneFound.groups = groups;
  phoneFound.confidence = confidence;
  phoneFound.reason = reason;
  return true;
};

/**
 * Looks for a phone number in the first groups of a run. `plus`: a '+' stands before it. `named`: a word names it.
 * `paren`: an opening parenthesis stands before it.
 */
export function phoneIn(run: Run, plus: boolean, named: boolean, paren: boolean): boolean {
  phoneFound.confidence = 0;
  // Read out digit by digit: "0 6 1 2 3 4 5 6 7 8"
  if (run.groups >= 9 && run.groupEnds[8] === 9 && run.digits[0] === 0 && !plus) {
    const ten = run.groups >= 10 && run.groupEnds[9] === 10;
    if (ten && dutchNational(run, 1)) return found(10, 90, 'phone.nl');
    if (belgianNational(run, 1, ten ? 9 : 8)) return found(ten ? 10 : 9, 84, 'phone.be');
  }
  for (let groups = Math.min(run.groups, 9); groups > 0; groups--) {
    const before = phoneFound.confidence;
    const beforeGroups = phoneFound.groups;
    const beforeReason = phoneFound.reason;
    // The surest reading wins; the longest among equals. A second number behind the first must not be drawn in.
    if (phoneOf(run, groups, plus, named, paren) && phoneFound.confidence <= before) {
      phoneFound.confidence = before;
      phoneFound.groups = beforeGroups;
      phoneFound.reason = beforeReason;
    }
  }
  return phoneFound.confidence > 0;
}

/** One reading: the first `groups` groups as a phone number. */
function phoneOf(run: Run, groups: number, plus: boolean, named: boolean, paren: boolean): boolean {
  const count = run.groupEnds[groups - 1] as number;
  if (count > 17 || count < 4) return false;
  const separators = groups > 1 ? run.separatorsUpTo(groups - 1) : 0;
  if (plus) {
    const code = codeLength(run, 0);
    if (code > 0) {
      let national = count - code;
      let from = code;
      if (run.digits[from] === 0 && national > 8) {
        from++;
        national--;
      }
      const number = run.value(0, code);
      // 0800, 0900 and 14xxx written with the country code
      if (number === 31 && ((national === 7 && services.has(run.value(from, from + 3))) || (national === 5 && run.value(from, from + 2) === 14)))
        return found(groups, 85, 'phone.service');
      if (number === 31 && (national === 9 ? dutchNational(run, from) : false)) return found(groups, 97, 'phone.nl');
      if (number === 32 && belgianNational(run, from, national)) return found(groups, 97, 'phone.be');
      if (number === 32 && national === 9 && run.digits[from] === 4) return found(groups, 85, 'phone.be');
      if (number !== 31 && number !== 32 && national >= 6 && count <= 15 && (number !== 1 || national === 10)) return found(groups, 93, 'phone.international');
    }
    return false;
  }
  if (run.digits[0] === 0 && run.digits[1] === 0) {
    const code = codeLength(run, 2);
    if (code === 0) return false;
    let national = count - 2 - code;
    let from = 2 + code;
    if (run.digits[from] === 0 && national > 9) {
      from++;
      national--;
    }
    const number = run.value(2, 2 + code);
    if (number === 31 && national === 9 && dutchNational(run, from)) return found(groups, 95, 'phone.nl');
    if (number === 32 && belgianNational(run, from, national)) return found(groups, 95, 'phone.be');
    if (number !== 31 && number !== 32 && national >= 8 && national <= 11 && (separators !== 0 || named)) return found(groups, 85, 'phone.international');
    return false;
  }
  // Groups of one digit in the middle are dates, versions or lists, not phones, unless it is all one pattern.
  if ((separators & BY_DOT) !== 0 && (separators & (BY_SPACE | BY_HYPHEN)) !== 0 && !named) return false;
  if (run.digits[0] === 0) {
    if (count === 10 && dutchNational(run, 1)) {
      const mobile = run.digits[1] === 6;
      if (groups === 1) {
        if (mobile || named) return found(groups, named ? 95 : 88, 'phone.nl');
        return found(groups, knownArea(run, 1) ? 70 : 56, 'phone.nl');
      }
      const first = run.size(0);
      if (mobile ? first >= 2 && first <= 5 : first === 3 || first === 4) return found(groups, 93, 'phone.nl');
      if (first === 2 || first === 6) return found(groups, 75, 'phone.nl');
    }
    if ((count === 10 || count === 9) && belgianNational(run, 1, count - 1)) {
      const first = run.size(0);
      if (groups === 1) {
        if (count === 10 || named) return found(groups, named ? 93 : 80, 'phone.be');
      } else if (first >= 2 && first <= 4) return found(groups, 88, 'phone.be');
    }
    if (count === 11 && run.digits[1] === 8 && run.digits[2] === 0 && run.digits[3] === 0) return found(groups, 85, 'phone.service');
    if (run.digits[1] === 8 || run.digits[1] === 9) {
      const service = run.value(0, 4);
      if ((service === 800 || service === 900 || service === 906 || service === 909) && (count === 8 || count === 11) && (groups > 1 || named))
        return found(groups, 85, 'phone.service');
    }
    if (groups >= 2 && count >= 9 && count <= 12 && (separators & BY_SLASH) === 0 && run.size(0) >= 2 && run.size(0) <= 5 && longEnough(run, groups))
      return found(groups, named ? 88 : 72, 'phone.grouped');
    if (paren && groups >= 2 && count >= 9 && count <= 12 && run.size(0) <= 5) return found(groups, 78, 'phone.grouped');
    if (named && count >= 8 && count <= 12) return found(groups, 85, 'phone.named');
    return false;
  }
  // Dutch and Belgian mobile numbers with the country code and nothing before it
  if (
    groups === 1 &&
    count === 11 &&
    run.digits[0] === 3 &&
    ((run.digits[1] === 1 && run.digits[2] === 6 && run.digits[3] >= 1 && run.digits[3] <= 8) ||
      (run.digits[1] === 2 && run.digits[2] === 4 && run.digits[3] >= 2))
  )
    return found(groups, named ? 90 : 66, run.digits[1] === 1 ? 'phone.nl' : 'phone.be');
  // North American: (212) 265-1040, 212-265-1040, 212.265.1040, 1-800-...
  const one = groups === 4 && run.size(0) === 1 && run.digits[0] === 1;
  const base = one ? 1 : 0;
  if (groups - base === 3 && count - base === 10 && run.size(base) === 3 && run.size(base + 1) === 3) {
    const area = run.digits[base] as number;
    const separated = (separators & (BY_HYPHEN | BY_DOT | BY_PAREN)) !== 0;
    if (area >= 2 || named) {
      if (paren || separated) return found(groups, paren || area >= 2 ? 90 : 75, 'phone.north-american');
      if ((separators & BY_SPACE) !== 0) return found(groups, named ? 90 : 72, 'phone.north-american');
    } else if (paren || (separated && !(separators & BY_SPACE))) return found(groups, 70, 'phone.north-american');
  }
  if (groups === 2 && count === 10 && paren && run.size(0) === 3) return found(groups, 85, 'phone.north-american');
  if (groups === 2 && count === 10 && run.size(0) === 3 && run.size(1) === 7 && (separators & (BY_HYPHEN | BY_PAREN)) !== 0)
    return found(groups, 75, 'phone.north-american');
  if (named && groups >= 2 && count >= 7 && count <= 13 && (separators & BY_SLASH) === 0) return found(groups, 82, 'phone.named');
  if (named && groups === 1 && count >= 7 && count <= 12) return found(groups, 80, 'phone.named');
  // Other countries without a leading zero: "11 98765-4321", "612 345 678", "22 718023".
  if (paren && count >= 8 && count <= 12 && groups >= 2 && groups <= 5) return found(groups, 75, 'phone.grouped');
  return false;
}

function longEnough(run: Run, groups: number): boolean {
  let single = 0;
  for (let group = 0; group < groups; group++) if (run.size(group) === 1) single++;
  return single === 0;
}
