import { parentPort, workerData } from 'node:worker_threads';
import { createDetector } from '@waarborg/detect';

// One of the two threads of bench/detect-speed.ts: reads its half of the notes, line by line.
const { shared, from, to } = workerData as { shared: SharedArrayBuffer; from: number; to: number };
const bytes = new Uint8Array(shared);
const detector = createDetector();
const sink = {
  count: 0,
  span() {
    this.count++;
  },
  flag() {
    this.count++;
  },
};
let start = from;
while (start < to) {
  let end = bytes.indexOf(10, start);
  if (end < 0 || end > to) end = to;
  detector.scan(bytes, start, end, sink);
  start = end + 1;
}
parentPort?.postMessage(sink.count);
