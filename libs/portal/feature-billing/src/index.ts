export { AccountPage } from './account.page';
export { ArrearsPage } from './arrears.page';
export { InquiryListPage } from './inquiry-list.page';
export { InquiryPage } from './inquiry.page';
