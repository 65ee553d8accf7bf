import { describeExchange } from '@taizhang/exchange/compliance';
import { openKafkaPlace } from './kafka.fixtures';

describeExchange('The exchange over Kafka', () => openKafkaPlace());
