import { type EventLoopUtilization, performance } from 'node:perf_hooks';

const windowMs = 50;
const busyAbove = 0.9;

/** Whether this process has been busy for most of the last tenth of a second; asked for each message, so it costs next to nothing. */
export function loadGauge(): () => boolean {
  let last: EventLoopUtilization = performance.eventLoopUtilization();
  let lastAt = performance.now();
  let busy = false;
  return () => {
    const now = performance.now();
    if (now - lastAt < windowMs) return busy;
    const current = performance.eventLoopUtilization();
    busy = performance.eventLoopUtilization(current, last).utilization > busyAbove;
    last = current;
    lastAt = now;
    return busy;
  };
}
