/** The shape of what findings say. One text per code and language, for the panel, the command line and the host's own English. */
import type { Finding, FindingCode } from './machine.ts';

type Fill = (detail: Finding['detail']) => string;

export interface FindingText {
  /** What was found and what it means, filled in from the finding's detail. */
  readonly cause: Fill;
  /** What to do; null where nothing needs doing. */
  readonly fix: Fill | null;
}

/** Codes that are about cards, CUDA and containers. */
export type CardFindingCode = Extract<
  FindingCode,
  | `gpu-${string}`
  | `cuda-${string}`
  | `torch-${string}`
  | `container-${string}`
  | `shared-card-${string}`
  | 'instance-card-missing'
  | 'precision-unsupported'
>;

export type CardFindingTexts = Readonly<Record<CardFindingCode, FindingText>>;
