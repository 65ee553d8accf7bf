export { describeExchange } from './exchange.compliance';
export {
  event,
  eventually,
  publications,
  wordOf,
  type ExchangePlace,
  type TestedExchange,
} from './exchange.fixtures';
