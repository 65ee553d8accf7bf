import type { Pool } from 'pg';
import { openStoredLog } from './stored-log';

describe('A log in an EventStoreDB that is away', () => {
  const eventStoreUrl = 'esdb://user:secret@127.0.0.1:1?tls=false';

  it('is told of with what is to be done', async () => {
    const opening = openStoredLog({} as Pool, { eventStoreUrl }, 500);
    const refusal = await opening.then(String, (error: Error) => error.message);
    expect(refusal).toMatch(
      /^EventStoreDB cannot be used \(.*\)\. Start it, or correct its address/s,
    );
    expect(refusal).not.toContain('secret');
  });
});
