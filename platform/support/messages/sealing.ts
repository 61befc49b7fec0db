/** What addresses and words of messages are sealed for. */
export const addressContext = 'messages.message.to'
export const contentContext = 'messages.message.content'
