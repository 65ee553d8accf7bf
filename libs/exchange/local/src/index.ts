export { LocalExchange, migrateLocalExchange, type Publications } from './local-exchange';
