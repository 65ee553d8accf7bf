/** The client, with what it does wrong for itself put right. */
import { EventStoreDBClient } from '@eventstore/db-client';
import { clientAddressOf } from './address';

export type Connection = Readonly<{ client: EventStoreDBClient; end(): Promise<void> }>;

/** What the client does for itself, and would do wrong. */
type Inner = {
  handleError(...failed: unknown[]): Promise<void>;
  createChannel(): Promise<Channel>;
};

type Channel = { close(): void };

/**
 * A client that connects when it is first asked for something.
 * @throws TypeError when the address is none; its message holds no password
 */
export function connectionTo(address: string): Connection {
  const client = clientOf(clientAddressOf(address));
  const { handleError, createChannel } = client as unknown as Inner;
  let channel: Channel | undefined;
  Object.assign(client, {
    // Otherwise all appends of a process would share one call: what breaks it fails appends of
    // other clients as well, and an answer that comes after that ends the process.
    supports: async () => false,
    // Nobody waits for it: where it fails in turn (no leader to be found), the process would end.
    handleError: (...failed: unknown[]) => handleError(...failed).catch(() => undefined),
    createChannel: async () => (channel = closedLater(await createChannel())),
  });
  const end = async () => {
    await client.dispose();
    // The client ends its calls and keeps the connection.
    channel?.close();
    channel = undefined;
  };
  return { client, end };
}

/**
 * A call that was given the channel and has not begun yet would throw on a closed one: an append
 * where nobody catches it, which ends the process. In the next turn of the loop it has begun, and
 * is told that its server is away.
 */
function closedLater(channel: Channel): Channel {
  const close = channel.close.bind(channel);
  channel.close = () => void setImmediate(close);
  return channel;
}

function clientOf(address: string): EventStoreDBClient {
  let reason: string;
  try {
    return EventStoreDBClient.connectionString(address);
  } catch (error) {
    // What the client says of an address that it cannot read holds the password.
    const isAddress = error instanceof Error && 'connectionString' in error;
    reason = isAddress ? 'It must be esdb://user:password@host:port?…' : String(error);
  }
  // Without its cause, for the same reason.
  throw new TypeError(`The address of EventStoreDB cannot be used. ${reason}`);
}
