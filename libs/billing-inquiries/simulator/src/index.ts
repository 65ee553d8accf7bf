export {
  simulateFacts,
  simulatedPrices,
  type Habit,
  type SimulatedAccount,
  type Simulation,
} from './simulate-facts';
