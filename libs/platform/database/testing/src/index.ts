export { openForgetfulNetwork, type ForgetfulNetwork } from './forgetful-network';
export { createTestDatabase, type TestDatabase } from './test-database';
