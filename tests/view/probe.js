/* Put into the page by the test: what a person sees, in figures. */
window.probe = {
  rgba(color) {
    const canvas = this.canvas || (this.canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true}));
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  },
  luminance(color) {
    const [r, g, b] = color.slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  },
  /* What stands behind an element: the colours of it and of all around it, laid over each other. */
  ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(this.rgba(getComputedStyle(at).backgroundColor));
    let under = [255, 255, 255];
    for (const [r, g, b, a] of layers.reverse()) under = [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
    return under;
  },
  /* Every text that is shown with less contrast than WCAG AA asks of small text. */
  weak() {
    const found = [];
    let seen = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || !element.checkVisibility() || element.closest('.unseen, .skip, script')) continue;
      seen++;
      const a = this.luminance(this.rgba(getComputedStyle(element).color)), b = this.luminance(this.ground(element));
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className} ${node.data.trim().slice(0, 20)}`);
    }
    return {seen, found: [...new Set(found)]};
  },
  text(selector) {
    return Array.from(document.querySelectorAll(selector), e => e.textContent);
  },
  shown(selector) {
    return Array.from(document.querySelectorAll(selector)).filter(e => e.checkVisibility()).length;
  },
};
