import type pg from 'pg';

/**
 * As `pool.query`, for what everybody has to wait for. A server process that stands still, or whose
 * disk does, works on the statement as far as anybody can tell, and none of the server's own time
 * limits reaches it there: the answer is given up here, and the connection with it.
 * @throws Error "Query read timeout", or what the server said
 */
export const answeredWithin = <Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  answerMsMax: number,
  text: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<Row>> =>
  pool.query<Row>({ text, values, query_timeout: answerMsMax } as pg.QueryConfig);
