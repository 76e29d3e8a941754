// Copies a field to the clipboard; without scripts one marks and copies it oneself.
export function offerCopying() {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
      button.textContent = 'Copied'
    })
  }
}
