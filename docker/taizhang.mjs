// `taizhang <command>` in a container, where the database is always given.
import { runCli } from '../dist/apps/cli/main.mjs';

const { DATABASE_URL = '', DATA_DIR = '.data', VAULT_MASTER_KEY } = process.env;
const code = await runCli({
  argv: process.argv.slice(2),
  databaseUrl: DATABASE_URL,
  dataDir: DATA_DIR,
  ...(VAULT_MASTER_KEY && { masterKey: VAULT_MASTER_KEY }),
});
process.exit(code);
