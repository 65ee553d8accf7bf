import { createServer } from 'node:net';

/**
 * Whether a TCP port can be listened on at the loopback address.
 * @param {number} port
 */
export function isFree(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}

/** A TCP port nobody listens on at the loopback address. @returns {Promise<number>} */
export function freePort() {
  return new Promise((answer, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => answer(port));
    });
  });
}
