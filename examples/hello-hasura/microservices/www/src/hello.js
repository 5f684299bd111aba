const answer = document.getElementById("hello");

async function ask() {
  try {
    const response = await fetch("/hello");
    answer.textContent = await response.text();
  } catch (error) {
    answer.textContent = `no answer: ${error.message}`;
  }
}

document.querySelector("button").addEventListener("click", ask);
ask();
