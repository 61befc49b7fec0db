/** An origin is the log's address without its scheme (C2SP tlog-tiles). */
export const originOf = (publicUrl: string) => `${publicUrl.replace(/^https?:\/\//, '')}/log`
