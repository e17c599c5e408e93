import { crc32, deflateSync } from 'node:zlib';

/** Outline of the shield, in a box of 24: the same drawing as the back office's brand. Straight corners, and curves as cubic Béziers. */
const outline: readonly (readonly number[])[] = [
  [4, 5.5, 12, 3],
  [12, 3, 20, 5.5],
  [20, 5.5, 20, 11.5],
  [20, 11.5, 20, 16.5, 16.6, 19.7, 12, 21],
  [12, 21, 7.4, 19.7, 4, 16.5, 4, 11.5],
  [4, 11.5, 4, 5.5],
];

function polygon(): [number, number][] {
  const points: [number, number][] = [];
  for (const part of outline) {
    if (part.length === 4) points.push([part[0], part[1]]);
    else
      for (let step = 0; step < 24; step++) {
        const t = step / 24;
        const u = 1 - t;
        const at = (i: number) => u * u * u * part[i] + 3 * u * u * t * part[i + 2] + 3 * u * t * t * part[i + 4] + t * t * t * part[i + 6];
        points.push([at(0), at(1)]);
      }
  }
  return points;
}

function isInside(points: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [xi, yi] = points[i];
    const [xj, yj] = points[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The extension's sign as a PNG of `size` px square: our shield with a cross, on nothing. The same bytes each time. */
export function iconPng(size: number): Buffer {
  const points = polygon();
  const finer = 4;
  const row = size * 4 + 1;
  const raw = Buffer.alloc(row * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let covered = 0;
      let light = 0;
      for (let s = 0; s < finer * finer; s++) {
        const px = ((x + ((s % finer) + 0.5) / finer) / size) * 24;
        const py = ((y + (Math.floor(s / finer) + 0.5) / finer) / size) * 24;
        if (!isInside(points, px, py)) continue;
        covered++;
        if ((Math.abs(py - 12) < 1 && Math.abs(px - 12) < 4) || (Math.abs(px - 12) < 1 && Math.abs(py - 12) < 4)) light++;
      }
      const share = covered === 0 ? 0 : light / covered;
      const mixed = [13, 87, 82].map((dark) => Math.round(dark + (255 - dark) * share));
      raw.set([...mixed, Math.round((covered / (finer * finer)) * 255)], y * row + 1 + x * 4);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const chunk = (name: string, body: Buffer) => {
    const out = Buffer.alloc(body.length + 12);
    out.writeUInt32BE(body.length, 0);
    out.write(name, 4, 'latin1');
    body.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
    return out;
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
