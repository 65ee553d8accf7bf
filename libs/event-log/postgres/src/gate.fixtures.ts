/** A door in front of PostgreSQL that can be slammed, locked, or held so that nothing passes. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Gate = Readonly<{
  /** The database behind the gate. */
  url: string;
  /** Cuts every connection, as a server does that is killed. */
  slam(): void;
  /** Lets nobody in from now on, or again. */
  lock(locked: boolean): void;
  /** Keeps connections but passes nothing on, as a server does that hangs. */
  hold(held: boolean): void;
  close(): Promise<void>;
}>;

export async function openGate(databaseUrl: string): Promise<Gate> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isLocked = false;
  let isHeld = false;

  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    if (isHeld) from.pause();
    from.on('data', (data) => to.write(data));
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((inside) => {
    if (isLocked) return void inside.destroy();
    const outside = connect(Number(target.port), target.hostname);
    join(inside, outside);
    join(outside, inside);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const slam = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    slam,
    lock: (locked) => void (isLocked = locked),
    hold: (held) => {
      isHeld = held;
      for (const socket of sockets) {
        if (held) socket.pause();
        else socket.resume();
      }
    },
    close: async () => {
      server.close();
      slam();
      await once(server, 'close');
    },
  };
}
