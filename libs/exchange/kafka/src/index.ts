export { inboundTopic, parkedTopic, type ClusterOptions, type TopicSettings } from './cluster';
export { KafkaExchange, type KafkaExchangeOptions } from './kafka-exchange';
export { migrateKafkaExchange } from './kafka-exchange.migration';
