import type { IncomingMessage } from 'node:http';

/** Long enough to read an answer; what is sent meanwhile is thrown away. */
const lingerMs = 2_000;

/**
 * Ends the connection of a caller that nobody knows and that still sends, soon after it has been answered. One that
 * has sent its message whole by then keeps its connection.
 */
export function endUnlessSent(message: IncomingMessage): void {
  if (message.complete) return;
  const end = setTimeout(() => message.socket.destroy(), lingerMs);
  end.unref();
  message.once('close', () => clearTimeout(end));
}
