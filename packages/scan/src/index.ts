export { Fingerprinter, identifierOfRealm, kindCode, kindOfCode, linkRealm } from './fingerprint.ts';
export { Hmac } from './hmac.ts';
