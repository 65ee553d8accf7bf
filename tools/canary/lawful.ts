// A domain may import the kernel and published contracts.
export * from '@taizhang/kernel';
export * from '@taizhang/contracts/intake';
