/** A webhook that tells nobody: what the doors are tested against. */
import type { WebhookView } from '../../../contract/webhook.ts';
import type { HostParts } from '../handlers/hostParts.ts';

const view: WebhookView = {
  ...{ url: null, events: ['job.ended'], hasText: false, allowsPrivate: false, hasSecret: false },
  ...{ waiting: 0, last: null },
};

export const standInWebhook: HostParts['webhook'] = {
  view: () => view,
  set: async () => view,
  test: async () => ({ isDelivered: true, status: 200, error: null, ms: 1 }),
};
