export { LocalExchange, type Publications } from './local-exchange';
export { migrateLocalExchange } from './local-exchange.migration';
