import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnPortal, sound, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { grantedFood } from './food-licence.ts'
import { submitRestaurant } from './restaurant.ts'

// D35: one page of a person and of the firm she acts for; each part asks for itself.
describe('my space in the browser', () => {
  let city: City
  let browser: Watch

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const { agent } = await grantedFood(city.url, '南城街道示例路77号')
    await submitRestaurant(agent, { siteAddress: '南城街道示例路78号' })
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`cases, licences, mandates and reads of a person and of her firm stand on one page at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'shen.yangli')
      await page.goto('/me/space')
      await heading(page, '我的空间')
      const part = (name: string) => page.getByRole('region', { name, exact: true })
      await part('在办的事')
        .getByRole('link', { name: /开办餐饮店/ })
        .waitFor()
      await part('证照').getByRole('link', { name: '食品经营许可证' }).waitFor()
      await sees(page, '九十天内没有证照到期。')
      await part('没读的消息').getByRole('listitem').first().waitFor()
      await sound(page, 'my-space')
      await page.getByLabel('看谁的').selectOption({ label: '沈样例' })
      await part('证照').getByText('还没有有效的证照。').waitFor()
      await page.getByLabel('看谁的').selectOption({ label: '东莞市测试餐饮店（演示）' })
      await part('证照').getByRole('link', { name: '食品经营许可证' }).waitFor()
      await page.context().close()
    })

  test('a part that fails says so and leaves the others whole', async () => {
    const page = await browser.visit(city.url, { expects: ['500 GET /me/mandates'] })
    await signInOnPortal(page, 'shen.yangli')
    await page.route('**/api/v1/me/mandates', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"status":500,"code":"internal"}' }),
    )
    await page.goto('/me/space')
    const part = (name: string) => page.getByRole('region', { name, exact: true })
    await part('授权和代办').getByRole('alert').waitFor()
    await part('证照').getByRole('link', { name: '食品经营许可证' }).waitFor()
    await page.context().close()
  })
})
