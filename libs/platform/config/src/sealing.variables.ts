/** What can be set about the seals of the ledger. */
import { z } from 'zod';
import type { Variable } from './variable';

const privateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  /** The private half; without it this is a public key. */
  d: z.string().regex(/^[\w-]{43}$/),
  x: z.string().regex(/^[\w-]{43}$/),
});

function isPrivateKey(text: string): boolean {
  try {
    return privateKey.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

export const sealing = {
  SEAL_KEY: {
    schema: z.string().trim().max(4000).refine(isPrivateKey).optional(),
    meaning: {
      zh: '签署账本封印的 Ed25519 私钥（JWK）；多进程部署须相同；不设则生成并存于 DATA_DIR/keys',
      en: 'Ed25519 private key (JWK) that signs the seals of the ledger, the same for all processes; without it one is made and kept in DATA_DIR/keys',
    },
    expects: { zh: 'JWK 格式的 Ed25519 私钥', en: 'an Ed25519 private key as JWK' },
    secret: true,
  },
  SEAL_INTERVAL_SECONDS: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.int().min(1).max(86_400))
      .default(60),
    meaning: {
      zh: '每隔多少秒为新事件签署一次封印',
      en: 'Seconds between two signed seals, while there are new events',
    },
    expects: { zh: '1 至 86400 的整数', en: 'a whole number from 1 to 86400' },
  },
} as const satisfies Record<string, Variable>;
