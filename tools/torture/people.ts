/** Who tells the stories: a company just founded, with as many people as the rules ask for. */
import { Teller, type Line } from './teller';

const password = 'a-long-enough-word-7';

/** Two, because nobody approves their own proposal or asks about their own work. */
export type People = Readonly<{
  lin: Teller;
  wu: Teller;
  /** A system of others that tells facts. */
  meters: Teller;
  /** Whoever keeps the platform running. */
  ops: Teller;
  unitId: string;
}>;

/** @param oneTimePassword of the first administrator, as the first start told it */
export async function settle(line: Line, oneTimePassword: string): Promise<People> {
  const admin = await settleIn(line, 'admin', oneTimePassword);
  const unit = await admin.tells({
    ...{ key: 'unit', path: 'units', body: { name: '城东供电所', kind: 'team' } },
  });
  const unitId = String(unit.body['id']);
  const hire = async (username: string, roles: readonly string[]) => {
    const body = { name: username, username, unitId, roles };
    const { body: answer } = await admin.tells({ key: username, path: 'staff', body });
    return settleIn(line, username, String(answer['oneTimePassword']));
  };
  const working = ['supervisor', 'handler', 'crew', 'billing', 'assessor'];
  const lin = await hire('lin', [...working, 'privacy-officer']);
  const wu = await hire('wu', working);
  const meters = await hire('meters', ['integration']);
  const ops = await hire('ops', ['operator']);
  return { lin, wu, meters, ops, unitId };
}

/** Signs in for the first time and chooses a password. */
async function settleIn(line: Line, username: string, oneTimePassword: string): Promise<Teller> {
  const newcomer = await Teller.signIn(line, username, oneTimePassword);
  await newcomer.ask('POST', 'auth/password', { current: oneTimePassword, next: password });
  return Teller.signIn(line, username, password);
}
