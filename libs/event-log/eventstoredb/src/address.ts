/**
 * The address of a server as operators write it, for the client. The client tells aloud what it
 * does not know in an address, all of it, password included: so it is asked for here.
 */

const form =
  'The address of EventStoreDB must be esdb://user:password@host:port?…, ' +
  'with @ : and ? in a password written as %40 %3A and %3F';

// Every option that the client knows; it takes them in any case, with hyphens or without.
const known: ReadonlySet<string> = new Set([
  ...['tls', 'tlscafile', 'usercertfile', 'userkeyfile', 'connectionname', 'nodepreference'],
  ...['maxdiscoverattempts', 'discoveryinterval', 'gossiptimeout', 'defaultdeadline'],
  ...['keepaliveinterval', 'keepalivetimeout', 'throwonappendfailure', 'tlsverifycert'],
]);

/**
 * Takes the names that KurrentDB gives its addresses for the ones the client knows.
 * @throws TypeError what is wrong with the address, without any secret in it
 */
export function clientAddressOf(address: string): string {
  const [, discover = '', rest] =
    /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/(.+)$/.exec(address) ?? [];
  if (!rest) throw new TypeError(form);
  const [, place = '', query = ''] = /^([^?]*)\??(.*)$/.exec(rest) ?? [];
  // Of a password with a sign of the address in it the client takes a part, and tells the rest
  // aloud as the name of a host.
  if (!/^([^:@]+:[^:@]+@)?[^@]+$/.test(place) || query.includes('@')) throw new TypeError(form);
  for (const option of query.split('&').filter((text) => text !== '')) assertKnown(option);
  return `esdb${discover}://${rest}`;
}

function assertKnown(option: string): void {
  const [name = '', value] = option.split('=');
  const flat = name.trim().toLowerCase().replace(/[_-]/g, '');
  if (!known.has(flat)) {
    throw new TypeError(`The address of EventStoreDB has an unknown option: ${name}`);
  }
  if (flat === 'tlsverifycert' && value?.trim() === 'false') {
    throw new TypeError(
      'The address of EventStoreDB says tlsVerifyCert=false, which the client cannot do. ' +
        'Name the certificate by tlsCAFile=…, or write tls=false for a server without encryption.',
    );
  }
}
