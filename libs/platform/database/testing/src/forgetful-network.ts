/** A network to PostgreSQL that forgets connections as a firewall does, telling nobody. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type ForgetfulNetwork = Readonly<{
  /** Of the same database, through it. */
  url: string;
  /** What is connected by now carries nothing any more. */
  forget(): void;
  close(): void;
}>;

export async function openForgetfulNetwork(databaseUrl: string): Promise<ForgetfulNetwork> {
  const connections = new Set<readonly [Socket, Socket]>();
  const { hostname, port } = new URL(databaseUrl);
  const network = createServer((inside) => {
    const pair = [inside, connect(Number(port), hostname)] as const;
    for (const [one, other] of [pair, [pair[1], inside]] as const) {
      one.pipe(other);
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
    connections.add(pair);
  }).listen(0, '127.0.0.1');
  await once(network, 'listening');
  const through = new URL(databaseUrl);
  through.host = `127.0.0.1:${(network.address() as AddressInfo).port}`;
  return {
    url: through.href,
    forget: () => {
      for (const pair of connections) for (const one of pair) one.unpipe().pause();
    },
    close: () => {
      for (const [inside] of connections) inside.destroy();
      network.close();
    },
  };
}
