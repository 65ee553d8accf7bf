import { isPassing } from './passing';

const coded = (code: string) => Object.assign(new Error('no'), { code });

describe('A failure', () => {
  it.each([
    ['a full disk', coded('53100')],
    ['a deadlock', coded('40P01')],
    ['a lock that is held', coded('55P03')],
    ['a database that somebody uses', coded('55006')],
    ['a server that shuts down', coded('57P01')],
    ['a server that only reads', coded('25006')],
    ['a port that nobody listens on', coded('ECONNREFUSED')],
    ['a name that nobody resolves', coded('EAI_AGAIN')],
    ['a connection that is gone', new Error('Connection terminated unexpectedly')],
    ['no free connection', new Error('timeout exceeded when trying to connect')],
    ['a server that is silent', new Error('PostgreSQL did not answer within 10000 ms')],
    ['a look that never ends', new Error('A look at the clock did not end within 60000 ms')],
    ['an answer that was given up', new Error('Query read timeout')],
    ['an address that gives no answer', new TypeError('fetch failed')],
  ])('that passes: %s', (_, error) => expect(isPassing(error)).toBe(true));

  it.each([
    ['a table that is missing', coded('42P01')],
    ['a value that is too large', coded('22003')],
    ['a file that is missing', coded('ENOENT')],
    ['a mistake', new TypeError('undefined is not a function')],
    ['nothing at all', undefined],
  ])('that does not: %s', (_, error) => expect(isPassing(error)).toBe(false));
});
