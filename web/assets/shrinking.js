// Makes photographs smaller before they are sent: telephones take pictures of many megabytes, and a page of writing
// reads as well at a tenth of that. What else they hold, such as where they were taken, stays behind. Without
// scripts they go as they are.
const LARGE = 1_500_000
const LONGEST_SIDE = 2400
const QUALITY = 0.85
const PHOTOGRAPHS = ['image/jpeg', 'image/heic', 'image/heif']

export function shrinkPhotographs() {
  for (const input of document.querySelectorAll('input[type=file][data-shrink]')) {
    input.addEventListener('change', () => shrink(input))
  }
}

async function shrink(input) {
  const chosen = [...input.files]
  const buttons = input.form.querySelectorAll('button')
  buttons.forEach((button) => { button.disabled = true })
  const kept = new DataTransfer()
  for (const file of chosen) kept.items.add(await smaller(file))
  input.files = kept.files
  buttons.forEach((button) => { button.disabled = false })
}

async function smaller(file) {
  const isJpeg = file.type === 'image/jpeg'
  if (!PHOTOGRAPHS.includes(file.type) || (isJpeg && file.size < LARGE)) return file
  try {
    const drawn = await redrawn(await createImageBitmap(file))
    const name = file.name.replace(/\.\w+$/, '') + '.jpg'
    return isJpeg && drawn.size >= file.size ? file : new File([drawn], name, { type: 'image/jpeg' })
  } catch {
    return file // no picture that this browser can read
  }
}

function redrawn(picture) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed()), 'image/jpeg', QUALITY))
}
