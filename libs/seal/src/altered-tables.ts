/** Tables that are not any more what was made: what questions about them end with. */
import { DatabaseError } from 'pg';
import { SealRefused } from './refusal';

// What a question means no more, once columns are gone or of other types; what may not be asked or
// never ends, since somebody put a view there; pages that are damaged.
const ofAlteredTables = /^(0A|21|22|42|P0|XX)/;

/** Whether it comes back until somebody puts the tables right. */
export const isOfAlteredTables = (error: unknown): error is Error =>
  error instanceof DatabaseError
    ? ofAlteredTables.test(error.code ?? '')
    : // Of a number that is none.
      error instanceof SyntaxError;

/** Whether it is about a column that is gone or of another type. */
export const isOfAlteredColumns = (error: unknown): boolean =>
  error instanceof DatabaseError && /^42(703|804|883)$/.test(error.code ?? '');

/** The same as a refusal, for whoever signs or shows; any other error as it is. */
export const refusedIfAltered = (error: unknown): unknown =>
  isOfAlteredTables(error)
    ? new SealRefused(
        'tables-altered',
        `The database does not answer as its tables were made (${error.message}): columns are gone ` +
          'or changed, or may not be read. Run "taizhang verify".',
      )
    : error;
