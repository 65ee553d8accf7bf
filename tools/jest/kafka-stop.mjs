// Jest's globalTeardown, the counterpart of kafka.mjs.
import stopPostgresForTests from './postgres-stop.mjs';

export default async function stopKafkaAndPostgresForTests() {
  await globalThis.stopKafkaForTests?.();
  await stopPostgresForTests();
}
