/** The words of assessment, with what they are called in both languages. */
import { complaintIdSchema } from '@taizhang/contracts/complaints';
import { inquiryIdSchema } from '@taizhang/contracts/billing-inquiries';
import { faultIdSchema } from '@taizhang/contracts/intake';
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type CallbackId = string & { readonly __brand: 'CallbackId' };
export const callbackIdSchema = idSchema<CallbackId>('callback');

/** Any case that somebody may be asked about, whichever context owns it. */
export const caseIdSchema = z.union([complaintIdSchema, faultIdSchema, inquiryIdSchema]);
