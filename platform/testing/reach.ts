import type { Reach, Recipients } from '#support/notices/index.ts'

/** For tests in which nothing leaves the house: whoever tries is told. */
export const noReach: Reach = {
  prepare: async () => ({
    send: async () => {
      throw new Error('Nothing leaves the house in this test')
    },
    sendCode: async () => {
      throw new Error('Nothing leaves the house in this test')
    },
    isUnsubscribed: async () => false,
    resubscribe: async () => {},
  }),
  fates: async () => new Map(),
  tidy: (_channel, to) => to,
  masked: (_channel, to) => to,
}

export const noRecipients: Recipients = {
  mobileOf: async () => undefined,
  nameOf: async () => '某人',
  officers: async () => new Map(),
  deputiesOf: async () => [],
}
