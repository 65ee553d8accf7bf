export { FaultBoardPage } from './fault-board.page';
export { FaultPage } from './fault.page';
export { OutagesPage } from './outages.page';
