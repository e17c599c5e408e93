import { lookup } from 'node:dns/promises';
import { realpath } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileRefusal, refusal } from './refusals.ts';

/** Which addresses a connector may connect to. Link-local, metadata, unspecified and multicast addresses never. */
export interface NetworkRule {
  /** Loopback and private ranges; true by default, because a database on the own premises is the normal case. */
  readonly allowPrivate: boolean;
  /** Unix sockets; false for sources that come from the web. */
  readonly allowSockets: boolean;
}

/** What a connector may touch on this machine and its network. */
export interface Surroundings {
  readonly network: NetworkRule;
  /** Folders that a path must lie in (symbolic links followed first); null = anywhere, for the command line. */
  readonly folders: readonly string[] | null;
}

/** For a person at the command line, whose own rights are the limit. */
export const commandLine: Surroundings = { network: { allowPrivate: true, allowSockets: true }, folders: null };

/** For sources that a person enters in the web application; `folders` comes from the setting WAARBORG_FOLDERS and the uploads folder. */
export function webSurroundings(folders: readonly string[], allowPrivate = true): Surroundings {
  return { network: { allowPrivate, allowSockets: false }, folders };
}

const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('224.0.0.0', 4, 'ipv4');
never.addSubnet('240.0.0.0', 4, 'ipv4');
// Metadata services outside the link-local range: Alibaba Cloud, Oracle Cloud, AWS over IPv6.
never.addAddress('100.100.100.200', 'ipv4');
never.addSubnet('192.0.0.0', 24, 'ipv4');
never.addAddress('fd00:ec2::254', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('fec0::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('::', 'ipv6');

const inside = new BlockList();
inside.addSubnet('127.0.0.0', 8, 'ipv4');
inside.addSubnet('10.0.0.0', 8, 'ipv4');
inside.addSubnet('172.16.0.0', 12, 'ipv4');
inside.addSubnet('192.168.0.0', 16, 'ipv4');
inside.addSubnet('100.64.0.0', 10, 'ipv4');
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');

/** The IPv4 address that an IPv6 one carries (mapped, NAT64, 6to4), so that it meets the same rule; else null. */
function carriedIpv4(address: string): string | null {
  const bytes = ipv6Bytes(address);
  if (!bytes) return null;
  const zeros = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0);
  const at = (from: number) => bytes.slice(from, from + 4).join('.');
  if (zeros(0, 10) && bytes[10] === 0xff && bytes[11] === 0xff) return at(12);
  if (zeros(0, 12) && !zeros(12, 15)) return at(12);
  if (bytes[0] === 0x00 && bytes[1] === 0x64 && bytes[2] === 0xff && bytes[3] === 0x9b) return at(12);
  if (bytes[0] === 0x20 && bytes[1] === 0x02) return at(2);
  return null;
}

function ipv6Bytes(address: string): number[] | null {
  const plain = address.split('%')[0];
  if (isIP(plain) !== 6) return null;
  // The URL parser writes any form of IPv6 as hexadecimal groups.
  const [head, tail] = new URL(`http://[${plain}]/`).hostname.slice(1, -1).split('::');
  const groups = (part: string | undefined) => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const left = groups(head);
  const right = groups(tail);
  const all = tail === undefined ? left : [...left, ...new Array(8 - left.length - right.length).fill(0), ...right];
  return all.flatMap((group) => [group >> 8, group & 255]);
}

/** Why an address may not be connected to under this rule; null when it may. */
export function addressRefused(address: string, rule: NetworkRule): 'forbidden' | 'private' | null {
  const family = isIP(address.split('%')[0]);
  if (family === 0) return 'forbidden';
  const carried = family === 6 ? carriedIpv4(address) : null;
  if (carried) return addressRefused(carried, rule);
  const plain = address.split('%')[0];
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (never.check(plain, type)) return 'forbidden';
  if (!rule.allowPrivate && inside.check(plain, type)) return 'private';
  return null;
}

/**
 * The address to connect to for a host, looked up once so that a name cannot point elsewhere between the check and the connection.
 * Refuses (network.forbidden, network.private) when ANY address of the name is refused, and network.unknownHost when there is none.
 */
export async function resolveHost(host: string, rule: NetworkRule): Promise<{ address: string; family: 4 | 6 }> {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (/[\s,/\\@]/.test(bare) || bare === '') throw refusal('network.host', 'The address must name exactly one host.');
  const found = await lookup(bare, { all: true, verbatim: true }).catch(() => []);
  if (found.length === 0) throw refusal('network.unknownHost', `The name ${bare} is not known on this network; check its spelling.`);
  for (const { address } of found) {
    const refused = addressRefused(address, rule);
    if (refused === 'forbidden')
      throw refusal('network.forbidden', `${bare} is a link-local, metadata, multicast or unspecified address; Waarborg never connects to those.`);
    if (refused === 'private') throw refusal('network.private', `${bare} is inside a private network, which the settings of this server do not allow.`);
  }
  const first = found.find((entry) => entry.family === 4) ?? found[0];
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}

/**
 * The real path (symbolic links followed) of a file or folder a source names; refuses what is not inside one of the allowed
 * folders. The message names the setting, not what stands on the disk.
 */
export async function resolvePath(path: string, folders: Surroundings['folders']): Promise<string> {
  if (path.includes('\u0000')) throw refusal('path.invalid', 'A path cannot hold a NUL character.');
  const wanted = resolve(path);
  if (folders === null) return realpath(wanted).catch((error) => Promise.reject(fileRefusal(error, wanted)));
  const roots = await Promise.all(folders.map((folder) => realpath(resolve(folder)).catch(() => null)));
  const lies = (candidate: string) =>
    roots.some((root) => {
      if (root === null) return false;
      const way = relative(root, candidate);
      return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
    });
  const outside = refusal('path.outside', 'This path is not inside a folder that the server may read (setting WAARBORG_FOLDERS).');
  const real = await realpath(wanted).catch((error) => {
    const named = folders.some((folder) => `${wanted}${sep}`.startsWith(`${resolve(folder)}${sep}`));
    return Promise.reject(named ? fileRefusal(error, wanted) : outside);
  });
  if (!lies(real)) throw outside;
  return real;
}
