export const problems = {
  'evidence.forbidden': {
    zh: '您的岗位不能管理存证，没有做任何改动。请联系系统管理员。',
    en: 'Your post may not manage the evidence base; nothing was changed. Please ask an administrator.',
  },
  'evidence.key-wrong': {
    zh: '接入密钥不对，或者已经停用。没有存证。',
    en: 'The key is wrong or no longer in force. Nothing was anchored.',
  },
  'evidence.not-admitted': {
    zh: '这个系统没有加入这条通道。没有存证。请联系系统管理员。',
    en: 'The system is not admitted to this channel. Nothing was anchored. Please ask an administrator.',
  },
  'evidence.channel-missing': { zh: '没有这条存证通道。', en: 'There is no such channel.' },
  'evidence.channel-exists': { zh: '这个代号的通道已经有了。', en: 'A channel of this key exists already.' },
  'evidence.channel-closed': {
    zh: '这条通道已经关闭，不再存证；以前的存证仍可查验。',
    en: 'The channel is closed and takes nothing more; what it holds can still be checked.',
  },
  'evidence.step-unknown': {
    zh: '这条通道没有这个环节。没有存证。',
    en: 'The channel has no such step. Nothing was anchored.',
  },
  'evidence.signer-missing': {
    zh: '这个场景的每个环节都要写明签名人。没有存证。',
    en: 'Each step of this scene says who signed it. Nothing was anchored.',
  },
  'evidence.client-missing': { zh: '没有这个接入系统。', en: 'There is no such system.' },
  'evidence.anchor-missing': {
    zh: '没有这条存证。请核对编号。',
    en: 'There is no such anchor. Check its number.',
  },
  'evidence.ask-narrower': {
    zh: '请给出摘要（64 位十六进制），或者通道和业务编号。',
    en: 'Give a digest (64 hex digits), or a channel and a reference.',
  },
  'evidence.log-unknown': { zh: '这里不见证这个账本。', en: 'This log is not witnessed here.' },
  'evidence.log-forged': {
    zh: '检查点没有这个账本的有效签名，没有见证。',
    en: 'No key of this log signed the checkpoint; it was not cosigned.',
  },
  'evidence.log-split': {
    zh: '同样大小的账本出现了两个树根，没有见证。',
    en: 'The log has two roots at one size; nothing was cosigned.',
  },
  'evidence.log-broken': {
    zh: '一致性证明不成立：不能证明账本只增不改，没有见证。',
    en: 'The proof does not show that the log only appended; nothing was cosigned.',
  },
  'evidence.no-chain': { zh: '没有配置区块链。', en: 'No chain is configured.' },
  'evidence.chain-silent': {
    zh: '区块链节点没有答复。请稍后再试。',
    en: 'The node of the chain does not answer. Please try again later.',
  },
}
