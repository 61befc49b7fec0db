import type { CaseHappened } from '#support/cases/contract.ts'

type Words = { title: string; titleEn: string; body: string; bodyEn: string }

/**
 * The words of a notice about a case: what happened, and what the person does next. Acts that change nothing for the
 * applicant make no notice.
 */
export function noticeOf(happened: CaseHappened): Words | undefined {
  const { verb, status, outcome, no, itemName } = happened
  const about = { body: `${itemName}，办件编号 ${no}。`, bodyEn: `${itemName}, case ${no}.` }
  if (status === 'closed') {
    switch (outcome) {
      case 'granted':
        return words(
          '已批准，请查收结果',
          'Granted: your result is ready',
          about,
          '结果在“我的证照”和办件页面里，可以下载。',
          'Find it in your wallet and on the case page.',
        )
      case 'denied':
        return words(
          '没有批准，请看理由',
          'Not granted: please read the reasons',
          about,
          '决定书里写明了理由和救济途径。',
          'The decision gives the reasons and your remedies.',
        )
      case 'refused':
        return words(
          '没有受理，请看理由',
          'Not accepted: please read the reasons',
          about,
          '决定书里写明了理由和救济途径。',
          'The decision gives the reasons and your remedies.',
        )
      case 'withdrawn':
        return words('已撤回', 'Withdrawn', about, '您可以随时重新申请。', 'You may apply again at any time.')
    }
  }
  switch (verb) {
    case 'submit':
      return words(
        '已收到您的申请',
        'We have received your application',
        about,
        '五个工作日内告诉您是否受理。',
        'Within five working days we tell you whether it is accepted.',
      )
    case 'request-correction':
      return words(
        '请补正材料',
        'Please correct your application',
        about,
        '要补的内容都列在办件页面上，只需补这一次。',
        'Everything to correct is listed on the case page; you are asked once.',
      )
    case 'accept':
      return words('已受理', 'Accepted', about, '从今天起计算办理时限。', 'The time limit starts today.')
    default:
      return undefined
  }
}

function words(
  title: string,
  titleEn: string,
  about: { body: string; bodyEn: string },
  next: string,
  nextEn: string,
): Words {
  return { title, titleEn, body: `${about.body}${next}`, bodyEn: `${about.bodyEn} ${nextEn}` }
}
