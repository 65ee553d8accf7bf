export { describeExchange, publications, type ExchangePlace } from './exchange.compliance';
