import type { Ability } from '@waarborg/contract';

export type RoomId = 'today' | 'map' | 'lookup' | 'sources' | 'scans' | 'detect' | 'desk' | 'channels' | 'cleanup' | 'trail' | 'people' | 'settings';
export interface Room {
  readonly id: RoomId;
  readonly href: string;
  readonly needs: Ability;
  /** Pressed after "g". */
  readonly key: string;
}
export interface RoomGroup {
  readonly title: 'know' | 'floor' | 'account' | null;
  readonly rooms: readonly Room[];
}

/** The rooms that exist, in the order of the menu. */
export const roomGroups: readonly RoomGroup[] = [
  { title: null, rooms: [{ id: 'today', href: '/', needs: 'today.read', key: 'v' }] },
  {
    title: 'know',
    rooms: [
      { id: 'map', href: '/map', needs: 'map.read', key: 'k' },
      { id: 'lookup', href: '/lookup', needs: 'lookup.run', key: 'w' },
      { id: 'sources', href: '/sources', needs: 'sources.read', key: 'b' },
      { id: 'scans', href: '/scans', needs: 'sources.read', key: 's' },
    ],
  },
  {
    title: 'floor',
    rooms: [
      { id: 'desk', href: '/desk', needs: 'channels.read', key: 'a' },
      { id: 'channels', href: '/channels', needs: 'notes.read', key: 'r' },
      { id: 'cleanup', href: '/cleanup', needs: 'cleanup.read', key: 'o' },
      { id: 'detect', href: '/detect', needs: 'detect.try', key: 't' },
    ],
  },
  {
    title: 'account',
    rooms: [
      { id: 'trail', href: '/trail', needs: 'trail.read', key: 'l' },
      { id: 'people', href: '/people', needs: 'people.read', key: 'm' },
      { id: 'settings', href: '/settings', needs: 'settings.read', key: 'i' },
    ],
  },
];

/** Whether a path lies in a room: its own page or one below it. */
export function isInRoom(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
