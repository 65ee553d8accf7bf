export { ComplaintListPage } from './complaint-list.page';
export { ComplaintPage } from './complaint.page';
