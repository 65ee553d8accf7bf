// For `npm run mutation`: of all tests those that stand beside the rules, deciders and calendar.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const [unit] = require('./jest.config.cjs').projects;

const libs = join(__dirname, '../../libs');
const domains = readdirSync(libs).map((context) => join(libs, context, 'domain'));

module.exports = {
  ...unit,
  testTimeout: 20_000,
  roots: [join(libs, 'calendar'), ...domains.filter((folder) => existsSync(folder))],
};
