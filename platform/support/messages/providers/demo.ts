import type { Provider } from './provider.ts'

/**
 * Stands in for every provider in the demo profile when none is set up: it takes each message and nothing leaves the
 * house; what the handset would show is in the list of messages, marked as simulated.
 */
export const createDemoProvider = (channel: Provider['channel']): Provider => ({
  key: `demo-${channel}`,
  name: '演示（模拟，不会真的发出）',
  channel,
  simulated: true,
  window: 32,
  handOver: async ({ id }) => ({ kind: 'taken', refs: [id], receipts: false }),
  close: async () => undefined,
})
